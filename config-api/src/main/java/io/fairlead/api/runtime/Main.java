package io.fairlead.api.runtime;

import io.fairlead.listener.StartCheck;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts the service.
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    StartCheck.ofCredentials("fairlead.api.insecure-transport");
    // The framework would answer URLs that are no URLs with a bare 400; the edge is as strict, and
    // answers in ARM's shape.
    System.setProperty("vertx.disableURIValidation", "true");
    Quarkus.run(arguments);
  }
}

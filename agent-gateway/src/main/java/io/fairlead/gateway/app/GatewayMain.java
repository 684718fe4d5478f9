package io.fairlead.gateway.app;

import io.fairlead.listener.StartCheck;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The gateway's process.
@QuarkusMain
public final class GatewayMain {
  private GatewayMain() {}

  /// Runs until the process is told to stop.
  ///
  /// @param arguments are Quarkus' own
  public static void main(String... arguments) {
    StartCheck.ofCredentials("fairlead.gateway.insecure-transport");
    // Without one of its WebSocket extensions Quarkus takes Vert.x' part in them away. WebSockets
    // still open then, but none is ever compressed.
    System.setProperty("vertx.disableWebsockets", "false");
    Quarkus.run(arguments);
  }
}

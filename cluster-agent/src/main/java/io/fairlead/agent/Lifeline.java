package io.fairlead.agent;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Ends the service with whoever started it: with `FAIRLEAD_LIFELINE=stdin` the end of the standard
/// input is the end of the service.
@ApplicationScoped
public class Lifeline {
  private static final Logger LOG = Logger.getLogger(Lifeline.class);

  private final Optional<String> lifeline;

  Lifeline(@ConfigProperty(name = "fairlead.lifeline") Optional<String> lifeline) {
    this.lifeline = lifeline;
  }

  void start(@Observes StartupEvent event) {
    if (lifeline.filter("stdin"::equals).isPresent()) {
      Thread.ofPlatform().name("lifeline").daemon().start(Lifeline::awaitEnd);
    }
  }

  private static void awaitEnd() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.warnf("lifeline=broken reason=\"%s\"", e);
    }
    LOG.info("lifeline=ended");
    Quarkus.asyncExit(0);
  }
}

package io.fairlead.engine.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the service when whoever started it is gone: with `fairlead.lifeline=stdin` (in the
/// environment `FAIRLEAD_LIFELINE`) the end of standard input is the end of the service.
@ApplicationScoped
public class Lifeline {
  private static final Logger LOGGER = LoggerFactory.getLogger(Lifeline.class);
  private static final String STDIN = "stdin";

  private final Optional<String> lifeline;

  Lifeline(@ConfigProperty(name = "fairlead.lifeline") Optional<String> lifeline) {
    this.lifeline = lifeline;
  }

  void start(@Observes StartupEvent event) {
    if (lifeline.filter(STDIN::equals).isPresent()) {
      Thread.ofPlatform().name("lifeline").daemon().start(() -> watch(System.in));
    }
  }

  private static void watch(InputStream input) {
    try {
      while (input.read() >= 0) {
        // What is said does not matter, only that somebody is there.
      }
    } catch (IOException e) {
      LOGGER.warn("standard input failed reason={}", e.toString());
    }
    LOGGER.info("lifeline ended, stopping");
    Quarkus.asyncExit(0);
  }
}

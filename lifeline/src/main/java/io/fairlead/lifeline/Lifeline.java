package io.fairlead.lifeline;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Ends the service when whoever started it is gone, however that died: with
/// `fairlead.lifeline=stdin` (in the environment `FAIRLEAD_LIFELINE`) the end of standard input is
/// the end of the service.
@ApplicationScoped
public class Lifeline {
  private static final Logger LOG = Logger.getLogger(Lifeline.class);
  private static final String STDIN = "stdin";

  private final Optional<String> lifeline;

  Lifeline(@ConfigProperty(name = "fairlead.lifeline") Optional<String> lifeline) {
    this.lifeline = lifeline;
  }

  void start(@Observes StartupEvent event) {
    var _ = hold(System.in, () -> Quarkus.asyncExit(0));
  }

  /// Watches the line where that is asked for.
  ///
  /// @param whenGone called once on the thread that watches
  /// @return that thread; empty where nobody asked for it
  Optional<Thread> hold(InputStream line, Runnable whenGone) {
    return lifeline
        .filter(STDIN::equals)
        .map(
            _ ->
                Thread.ofPlatform()
                    .name("lifeline")
                    .daemon()
                    .start(() -> awaitEnd(line, whenGone)));
  }

  private static void awaitEnd(InputStream line, Runnable whenGone) {
    try {
      // What is said does not matter, only that somebody is there.
      line.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.warnf("standard input failed reason=%s", e);
    }
    LOG.info("lifeline ended, stopping");
    whenGone.run();
  }
}

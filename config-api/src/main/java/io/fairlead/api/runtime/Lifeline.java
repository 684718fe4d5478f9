package io.fairlead.api.runtime;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import org.jboss.logging.Logger;

/// With `FAIRLEAD_LIFELINE=stdin` in its environment this process ends when its standard input
/// does: however its launcher dies, nothing is left behind.
@ApplicationScoped
public class Lifeline {
  private static final Logger LOG = Logger.getLogger(Lifeline.class);

  void start(@Observes StartupEvent event) {
    if ("stdin".equals(System.getenv("FAIRLEAD_LIFELINE"))) {
      Thread.ofPlatform().daemon().name("lifeline").start(Lifeline::hold);
    }
  }

  private static void hold() {
    byte[] ignored = new byte[256];
    try {
      int read;
      do {
        read = System.in.read(ignored);
      } while (read >= 0);
      LOG.info("lifeline ended=true");
    } catch (IOException e) {
      LOG.warnf("lifeline ended=true cause=%s", e.getClass().getSimpleName());
    }
    Quarkus.asyncExit();
  }
}

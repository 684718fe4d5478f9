package io.fairlead.listener;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/// Says at the start who can reach the service, and how.
@ApplicationScoped
public class ListenerLog {
  private static final Logger LOG = Logger.getLogger(ListenerLog.class);

  private final Exposure exposure;

  ListenerLog(Config config) {
    this.exposure = Exposure.of(StartCheck.settings(config, Optional.empty()));
  }

  void start(@Observes StartupEvent event) {
    if (exposure.isInsecure()) {
      LOG.warnf(
          "listening host=%s reach=network tls=%b plain=true reason=\"what is said without TLS can"
              + " be read and changed on its way\"",
          exposure.host(), exposure.isTlsOpen());
    } else {
      LOG.infof(
          "listening host=%s reach=\"%s\" tls=%b plain=%b",
          exposure.host(),
          exposure.isLoopback() ? "this machine only" : "network",
          exposure.isTlsOpen(),
          exposure.isPlainOpen());
    }
  }
}

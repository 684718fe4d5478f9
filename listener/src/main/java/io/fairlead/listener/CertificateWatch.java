package io.fairlead.listener;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Looks at the certificates as often as the framework reads them again: the framework keeps the
/// last ones where it cannot read the new, and does not say so.
@ApplicationScoped
public class CertificateWatch {
  private static final Logger LOG = Logger.getLogger(CertificateWatch.class);
  private static final String RELOAD_PERIOD = "quarkus.tls.reload-period";

  private final Map<String, String> settings;
  private final Optional<Duration> period;
  private volatile @Nullable ScheduledExecutorService thread;
  private List<String> last = List.of();

  CertificateWatch(Config config) {
    this.settings = StartCheck.settings(config, Optional.empty());
    this.period = config.getOptionalValue(RELOAD_PERIOD, Duration.class);
  }

  void start(@Observes StartupEvent event) {
    period.ifPresent(
        each -> {
          ScheduledExecutorService own =
              Executors.newSingleThreadScheduledExecutor(
                  work -> Thread.ofPlatform().name("certificate-watch").daemon().unstarted(work));
          thread = own;
          var _ =
              own.scheduleWithFixedDelay(
                  this::report, each.toMillis(), each.toMillis(), TimeUnit.MILLISECONDS);
        });
  }

  void stop(@Observes ShutdownEvent event) {
    ScheduledExecutorService own = thread;
    if (own != null) {
      own.shutdownNow();
    }
  }

  /// Whatever happens, the next look comes: a scheduled task that throws is not run again.
  private void report() {
    try {
      look().forEach(LOG::warn);
    } catch (RuntimeException e) {
      LOG.error("certificates cannot be looked at", e);
    }
  }

  /// What is new to be said: each problem once, as long as it lasts.
  List<String> look() {
    List<String> problems = TlsFiles.problems(settings);
    List<String> news =
        problems.stream()
            .filter(problem -> !last.contains(problem))
            .map(
                problem ->
                    "certificate not renewed, keeping the last one reason=\"" + problem + "\"")
            .toList();
    last = problems;
    return news;
  }
}

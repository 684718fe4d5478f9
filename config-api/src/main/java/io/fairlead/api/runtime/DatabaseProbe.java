package io.fairlead.api.runtime;

import io.fairlead.api.http.Hysteresis;
import io.fairlead.store.ScopeStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Asks the database a small question again and again. Readiness depends on it, liveness does not:
/// restarting this process brings no database back.
@Singleton
public final class DatabaseProbe {
  private static final Logger LOG = Logger.getLogger(DatabaseProbe.class);
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
  private static final long NOT_ASKED = Long.MIN_VALUE;

  /// After that many times the time it had, a question is given up for lost.
  private static final int PATIENCE = 15;

  private final Vertx vertx;
  private final ScopeStore store;
  private final Duration interval;
  private final Duration timeout;
  private final Hysteresis database;
  private final AtomicLong askedAt = new AtomicLong(NOT_ASKED);
  private volatile long timer;

  public DatabaseProbe(Vertx vertx, ScopeStore store, ApiConfig config, MeterRegistry metrics) {
    this.vertx = vertx;
    this.store = store;
    this.interval = config.databaseProbe().interval();
    this.timeout = config.databaseProbe().timeout();
    this.database = new Hysteresis(config.databaseProbe().failuresUntilAway());
    Gauge.builder("fairlead.api.database.available", () -> available() ? 1 : 0)
        .description("1 while the database answers, else 0")
        .register(metrics);
  }

  /// Whether the database has answered lately.
  public boolean available() {
    return database.available();
  }

  void start(@Observes StartupEvent event) {
    tick();
    timer = vertx.setPeriodic(interval.toMillis(), _ -> tick());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  /// One question at a time: a database that hangs must not collect questions.
  private void tick() {
    long asked = askedAt.get();
    if (asked != NOT_ASKED) {
      long waited = System.nanoTime() - asked;
      if (waited > timeout.toNanos()) {
        silent("no answer");
      }
      if (waited < timeout.multipliedBy(PATIENCE).toNanos()) {
        return;
      }
    }
    askedAt.set(System.nanoTime());
    // Of its own, as each request has one: the database's client keeps its session there.
    Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()))
        .runOnContext(
            _ ->
                store
                    .subscription(NOBODY)
                    .onTermination()
                    .invoke(() -> askedAt.set(NOT_ASKED))
                    .subscribe()
                    .with(_ -> answered(), failure -> silent(failure.getClass().getSimpleName())));
  }

  private void answered() {
    if (database.answered()) {
      LOG.info("database available=true");
    }
  }

  private void silent(String cause) {
    if (database.silent()) {
      LOG.warnf("database available=false cause=%s", cause);
    }
  }
}

package io.fairlead.store.quarkus;

import io.fairlead.store.ClusterStore;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.Operations;
import io.fairlead.store.PolicyStore;
import io.fairlead.store.ScopeStore;
import io.fairlead.store.ingest.IngestStatus;
import io.fairlead.store.ingest.Ingestor;
import io.fairlead.store.postgres.PostgresClusterStore;
import io.fairlead.store.postgres.PostgresConfigurationStore;
import io.fairlead.store.postgres.PostgresOperations;
import io.fairlead.store.postgres.PostgresPolicyStore;
import io.fairlead.store.postgres.PostgresScopeStore;
import io.fairlead.store.postgres.StoreSettings;
import io.fairlead.store.publish.PublisherStatus;
import io.fairlead.store.publish.WakeUp;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/// Makes the parts of the store.
@ApplicationScoped
class StoreBeans {
  /// What belongs to the channel of sessions.
  static final String SESSIONS = "sessions";

  /// What belongs to the channel of reports.
  static final String REPORTS = "reports";

  // As fine as PostgreSQL keeps times, so that an answer to a write equals the next read.
  private static final InstantSource CLOCK =
      Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));

  private final StoreSettings settings;
  private final WakeUp wakeUp = new WakeUp();

  StoreBeans(StoreConfig config) {
    this.settings =
        new StoreSettings(
            config.offlineAfter(), config.confirmationAwaited(), config.operationsKept());
  }

  @Produces
  @Singleton
  StoreSettings settings() {
    return settings;
  }

  @Produces
  @Singleton
  WakeUp wakeUp() {
    return wakeUp;
  }

  @Produces
  @Singleton
  ClusterStore clusters(SessionFactory sessions) {
    return new PostgresClusterStore(sessions, settings, CLOCK, wakeUp::signal);
  }

  @Produces
  @Singleton
  ConfigurationStore configurations(SessionFactory sessions) {
    return new PostgresConfigurationStore(sessions, settings, CLOCK, wakeUp::signal);
  }

  @Produces
  @Singleton
  PolicyStore policies(SessionFactory sessions) {
    return new PostgresPolicyStore(sessions, CLOCK, wakeUp::signal);
  }

  @Produces
  @Singleton
  ScopeStore scopes(SessionFactory sessions) {
    return new PostgresScopeStore(sessions, CLOCK);
  }

  @Produces
  @Singleton
  Operations operations(SessionFactory sessions) {
    return new PostgresOperations(sessions);
  }

  @Produces
  @Singleton
  PublisherStatus publisherStatus() {
    return new PublisherStatus(CLOCK);
  }

  @Produces
  @Singleton
  @Identifier(SESSIONS)
  IngestStatus sessionsStatus() {
    return new IngestStatus(CLOCK);
  }

  @Produces
  @Singleton
  @Identifier(REPORTS)
  IngestStatus reportsStatus() {
    return new IngestStatus(CLOCK);
  }

  @Produces
  @Singleton
  @Identifier(SESSIONS)
  Ingestor sessionsIngestor(Pool pool, @Identifier(SESSIONS) IngestStatus status) {
    return ingestor(pool, status);
  }

  @Produces
  @Singleton
  @Identifier(REPORTS)
  Ingestor reportsIngestor(Pool pool, @Identifier(REPORTS) IngestStatus status) {
    return ingestor(pool, status);
  }

  private Ingestor ingestor(Pool pool, IngestStatus status) {
    return Ingestor.ofFacts(pool, settings.offlineAfter(), CLOCK, status, wakeUp::signal);
  }
}

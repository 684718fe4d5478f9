package io.fairlead.api.runtime;

import io.fairlead.store.ClusterStore;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.postgres.PostgresClusterStore;
import io.fairlead.store.postgres.PostgresConfigurationStore;
import io.fairlead.store.postgres.PostgresScopeStore;
import io.fairlead.store.postgres.StoreSettings;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/// The store, until it brings its own beans.
@ApplicationScoped
public class StoreBeans {
  /// As precise as the database: what a write answers is what a read shows.
  private static final InstantSource CLOCK =
      () -> Instant.now().truncatedTo(ChronoUnit.MICROS);

  @Produces
  @Singleton
  @DefaultBean
  ClusterStore clusters(SessionFactory sessions) {
    return new PostgresClusterStore(
        sessions, StoreSettings.DEFAULT, CLOCK, () -> {});
  }

  @Produces
  @Singleton
  @DefaultBean
  ConfigurationStore configurations(SessionFactory sessions) {
    return new PostgresConfigurationStore(
        sessions, StoreSettings.DEFAULT, CLOCK, () -> {});
  }

  @Produces
  @Singleton
  @DefaultBean
  PostgresScopeStore scopes(SessionFactory sessions) {
    return new PostgresScopeStore(sessions, CLOCK);
  }
}

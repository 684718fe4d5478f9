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
import java.time.InstantSource;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/// The store, until it brings its own beans.
@ApplicationScoped
public class StoreBeans {
  @Produces
  @Singleton
  @DefaultBean
  ClusterStore clusters(SessionFactory sessions) {
    return new PostgresClusterStore(
        sessions, StoreSettings.DEFAULT, InstantSource.system(), () -> {});
  }

  @Produces
  @Singleton
  @DefaultBean
  ConfigurationStore configurations(SessionFactory sessions) {
    return new PostgresConfigurationStore(
        sessions, StoreSettings.DEFAULT, InstantSource.system(), () -> {});
  }

  @Produces
  @Singleton
  @DefaultBean
  PostgresScopeStore scopes(SessionFactory sessions) {
    return new PostgresScopeStore(sessions, InstantSource.system());
  }
}

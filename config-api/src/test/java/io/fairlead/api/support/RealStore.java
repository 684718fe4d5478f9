package io.fairlead.api.support;

import io.fairlead.api.operation.Catalog;
import io.fairlead.api.policy.PolicySnapshots;
import io.fairlead.api.policy.Withdrawals;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.embedded.Database;
import io.fairlead.store.WithdrawalCheck;
import io.fairlead.store.postgres.EntityClasses;
import io.fairlead.store.postgres.PostgresClusterStore;
import io.fairlead.store.postgres.PostgresConfigurationStore;
import io.fairlead.store.postgres.PostgresFleetView;
import io.fairlead.store.postgres.PostgresOperations;
import io.fairlead.store.postgres.PostgresPolicyFeed;
import io.fairlead.store.postgres.PostgresPolicyStates;
import io.fairlead.store.postgres.PostgresPolicyStore;
import io.fairlead.store.postgres.PostgresRemediations;
import io.fairlead.store.postgres.PostgresScopeStore;
import io.fairlead.store.postgres.StoreSettings;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;

/// The real stores over a real database, without a framework around them.
public final class RealStore implements AutoCloseable {
  private static final InstantSource CLOCK = InstantSource.system();

  private final SessionFactory sessions;
  // Ends with the event loops that it is used on.
  private final Pool pool;

  public RealStore(Database database) {
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .load()
        .migrate();
    var configuration = new Configuration();
    configuration.setProperty("hibernate.connection.url", database.reactiveUrl());
    configuration.setProperty("hibernate.connection.username", database.user());
    configuration.setProperty("hibernate.connection.password", database.password());
    configuration.setProperty("hibernate.connection.pool_size", "16");
    EntityClasses.ALL.forEach(configuration::addAnnotatedClass);
    sessions =
        configuration.buildSessionFactory(
            new ReactiveServiceRegistryBuilder()
                .applySettings(configuration.getProperties())
                .build());
    pool =
        PgBuilder.pool()
            .connectingTo(
                PgConnectOptions.fromUri(database.reactiveUrl())
                    .setUser(database.user())
                    .setPassword(database.password()))
            .with(new PoolOptions().setMaxSize(8))
            .using(vertx())
            .build();
  }

  /// The API over these stores. Nobody publishes its changes.
  public ApiUnderTest api() {
    return api(SecretProvider.NONE);
  }

  /// As [#api()], with secrets that policies may name.
  public ApiUnderTest api(SecretProvider secrets) {
    var mutiny = sessions.unwrap(Mutiny.SessionFactory.class);
    Runnable unpublished = () -> {};
    return ApiUnderTest.over(
        vertx(),
        new Catalog.Stores(
            new PostgresScopeStore(mutiny, CLOCK),
            new PostgresClusterStore(mutiny, StoreSettings.DEFAULT, CLOCK, unpublished),
            new PostgresConfigurationStore(mutiny, StoreSettings.DEFAULT, CLOCK, unpublished),
            new PostgresPolicyStore(mutiny, CLOCK, unpublished),
            new PostgresPolicyFeed(mutinyPool()),
            new PostgresPolicyStates(mutinyPool(), StoreSettings.DEFAULT, CLOCK),
            new PostgresFleetView(mutinyPool(), StoreSettings.DEFAULT, CLOCK),
            new PostgresRemediations(mutinyPool(), CLOCK),
            new PostgresOperations(mutiny),
            secrets,
            SecretHandover.NONE),
        CLOCK);
  }

  /// What is asked before something is taken away.
  public WithdrawalCheck withdrawals(EvaluationPool threads) {
    return new Withdrawals(
        new PolicySnapshots(new PostgresPolicyFeed(mutinyPool()), threads),
        new PostgresFleetView(mutinyPool(), StoreSettings.DEFAULT, CLOCK),
        threads,
        CLOCK);
  }

  /// The pool as the stores want it.
  public io.vertx.mutiny.sqlclient.Pool mutinyPool() {
    return io.vertx.mutiny.sqlclient.Pool.newInstance(pool);
  }

  private Vertx vertx() {
    return sessions
        .unwrap(SessionFactoryImplementor.class)
        .getServiceRegistry()
        .requireService(VertxInstance.class)
        .getVertx();
  }

  @Override
  public void close() {
    sessions.close();
  }
}

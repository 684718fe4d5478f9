package io.fairlead.store;

import io.fairlead.embedded.Database;
import io.fairlead.store.audit.AuditLog;
import io.fairlead.store.postgres.EntityClasses;
import io.fairlead.store.postgres.Gatherings;
import io.fairlead.store.postgres.PostgresAuditLog;
import io.fairlead.store.postgres.PostgresClusterStore;
import io.fairlead.store.postgres.PostgresConfigurationStore;
import io.fairlead.store.postgres.PostgresOperations;
import io.fairlead.store.postgres.PostgresPolicyStore;
import io.fairlead.store.postgres.PostgresScopeStore;
import io.fairlead.store.postgres.StoreSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;
import org.jspecify.annotations.Nullable;

/// The stores over one database, without a framework around them. Its clock stands still until it
/// is moved.
public final class StoreUnderTest implements AutoCloseable {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicReference<@Nullable Runnable> afterChange = new AtomicReference<>();
  private final Database database;
  private final Vertx vertx;
  private final SessionFactory sessions;
  private final Pool pool;
  private final ClusterStore clusters;
  private final ConfigurationStore configurations;
  private final PolicyStore policies;
  private final ScopeStore scopes;
  private final Operations operations;
  private final AuditLog auditLog;
  private final Gatherings gatherings = Gatherings.begin();

  public StoreUnderTest(Database database) {
    this(database, StoreSettings.DEFAULT);
  }

  public StoreUnderTest(Database database, StoreSettings settings) {
    this.database = database;
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .load()
        .migrate();
    sessions = sessions(database);
    vertx =
        sessions
            .unwrap(SessionFactoryImplementor.class)
            .getServiceRegistry()
            .requireService(VertxInstance.class)
            .getVertx();
    pool = pool(4);
    Mutiny.SessionFactory mutiny = sessions.unwrap(Mutiny.SessionFactory.class);
    clusters = new PostgresClusterStore(mutiny, settings, clock(), this::changed);
    configurations =
        new PostgresConfigurationStore(
            mutiny,
            io.vertx.mutiny.sqlclient.Pool.newInstance(pool),
            settings,
            clock(),
            Seals.SEAL,
            gatherings,
            this::changed);
    operations = new PostgresOperations(mutiny);
    policies = new PostgresPolicyStore(mutiny, clock(), this::changed);
    scopes = new PostgresScopeStore(mutiny, clock());
    auditLog =
        new PostgresAuditLog(
            io.vertx.mutiny.sqlclient.Pool.newInstance(pool), settings, this::changed);
  }

  private Pool pool(int connections) {
    return PgBuilder.pool()
        .connectingTo(
            PgConnectOptions.fromUri(database.reactiveUrl())
                .setUser(database.user())
                .setPassword(database.password()))
        .with(new PoolOptions().setMaxSize(connections))
        .using(vertx)
        .build();
  }

  /// A pool of its own, which ends with the store.
  public io.vertx.mutiny.sqlclient.Pool narrowPool(int connections) {
    return io.vertx.mutiny.sqlclient.Pool.newInstance(pool(connections));
  }

  private static SessionFactory sessions(Database database) {
    Configuration configuration = new Configuration();
    configuration.setProperty("hibernate.connection.url", database.reactiveUrl());
    configuration.setProperty("hibernate.connection.username", database.user());
    configuration.setProperty("hibernate.connection.password", database.password());
    configuration.setProperty("hibernate.connection.pool_size", "16");
    EntityClasses.ALL.forEach(configuration::addAnnotatedClass);
    return configuration.buildSessionFactory(
        new ReactiveServiceRegistryBuilder().applySettings(configuration.getProperties()).build());
  }

  private void changed() {
    Runnable listener = afterChange.get();
    if (listener != null) {
      listener.run();
    }
  }

  /// Called after each change that is to be published.
  public void onChange(Runnable listener) {
    afterChange.set(listener);
  }

  public Database database() {
    return database;
  }

  /// How many of its sessions wait for a lock.
  public long waitingForLocks() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and datname = current_database()")) {
      row.next();
      return row.getLong(1);
    }
  }

  /// Counts from here on how often a query had to be planned anew.
  public void countQueryPlans() {
    sessions.getStatistics().setStatisticsEnabled(true);
    sessions.getStatistics().clear();
  }

  public long queryPlansMade() {
    return sessions.getStatistics().getQueryPlanCacheMissCount();
  }

  public Pool pool() {
    return pool;
  }

  /// How configurations were read and written together.
  public Gatherings gatherings() {
    return gatherings;
  }

  public ClusterStore clusters() {
    return clusters;
  }

  public ConfigurationStore configurations() {
    return configurations;
  }

  public PolicyStore policies() {
    return policies;
  }

  public ScopeStore scopes() {
    return scopes;
  }

  public Operations operations() {
    return operations;
  }

  public AuditLog auditLog() {
    return auditLog;
  }

  public InstantSource clock() {
    return () -> {
      Instant instant = now.get();
      return instant;
    };
  }

  public void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  /// Asks on an event loop, where Hibernate Reactive wants to be asked.
  public <T> CompletableFuture<T> start(Supplier<Uni<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Context context = vertx.getOrCreateContext();
    context.runOnContext(
        start -> question.get().subscribe().with(answer::complete, answer::completeExceptionally));
    return answer;
  }

  public <T> T ask(Supplier<Uni<T>> question) {
    return start(question).orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    pool.close().toCompletionStage().toCompletableFuture().join();
    sessions.close();
  }
}

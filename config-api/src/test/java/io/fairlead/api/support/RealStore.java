package io.fairlead.api.support;

import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.PolicySamples.ASSIGNMENTS;

import io.fairlead.api.operation.Catalog;
import io.fairlead.api.policy.PolicySnapshots;
import io.fairlead.api.policy.Withdrawals;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.embedded.Database;
import io.fairlead.store.WithdrawalCheck;
import io.fairlead.store.postgres.EntityClasses;
import io.fairlead.store.postgres.Gatherings;
import io.fairlead.store.postgres.PostgresAuditLog;
import io.fairlead.store.postgres.PostgresClusterStore;
import io.fairlead.store.postgres.PostgresConfigurationStore;
import io.fairlead.store.postgres.PostgresFleetView;
import io.fairlead.store.postgres.PostgresOperations;
import io.fairlead.store.postgres.PostgresPolicyFeed;
import io.fairlead.store.postgres.PostgresPolicyStates;
import io.fairlead.store.postgres.PostgresPolicyStore;
import io.fairlead.store.postgres.PostgresRemediations;
import io.fairlead.store.postgres.PostgresRoleAssignments;
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
import java.util.List;
import java.util.stream.StreamSupport;
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

  private final StoreSettings settings;
  private final SessionFactory sessions;
  // Ends with the event loops that it is used on.
  private final Pool pool;

  public RealStore(Database database) {
    this(database, StoreSettings.DEFAULT);
  }

  public RealStore(Database database, StoreSettings settings) {
    this.settings = settings;
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
            new PostgresRoleAssignments(mutinyPool(), settings, CLOCK),
            new PostgresScopeStore(mutiny, CLOCK),
            new PostgresClusterStore(mutiny, settings, CLOCK, unpublished),
            new PostgresConfigurationStore(
                mutiny, mutinyPool(), settings, CLOCK, Seals.SEAL, Gatherings.begin(), unpublished),
            new PostgresPolicyStore(mutiny, CLOCK, unpublished),
            new PostgresPolicyStates(mutinyPool(), settings, CLOCK),
            new PostgresFleetView(mutinyPool(), settings, CLOCK, Seals.SEAL),
            new PostgresRemediations(mutinyPool(), settings, CLOCK),
            new PostgresOperations(mutiny),
            new PostgresAuditLog(mutinyPool(), settings, unpublished),
            secrets,
            SecretHandover.NONE),
        new PostgresPolicyFeed(mutinyPool()),
        CLOCK);
  }

  /// What is asked before something is taken away.
  public WithdrawalCheck withdrawals(EvaluationPool threads) {
    return new Withdrawals(
        new PolicySnapshots(new PostgresPolicyFeed(mutinyPool()), threads),
        new PostgresFleetView(mutinyPool(), settings, CLOCK, Seals.SEAL),
        threads,
        CLOCK);
  }

  /// The pool as the stores want it.
  public io.vertx.mutiny.sqlclient.Pool mutinyPool() {
    return io.vertx.mutiny.sqlclient.Pool.newInstance(pool);
  }

  /// Does something that nobody offers.
  public void sql(String statement) {
    mutinyPool().query(statement).execute().await().indefinitely();
  }

  /// The first column of what a query finds, as text.
  public List<String> column(String query) {
    return mutinyPool()
        .query(query)
        .execute()
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> String.valueOf(row.getValue(0)))
                    .toList())
        .await()
        .indefinitely();
  }

  /// Notes how a cluster stands to an assignment of a definition, as the policy engine would.
  public void say(String cluster, String assignment, String compliance, String reason) {
    sql(
        """
        insert into policy_states (key, resource_key, cluster_key, assignment_key, reference_key,
          definition_key, initiative_key, type_key, resource_id, assignment_id, definition_id,
          reference, effect, assignment_uid, cluster_uid, epoch, compliance, reason,
          conflicts_with, deployed, decided_at)
        select lower(c.id || '|' || a.id || '|'), c.id_key, c.id_key, a.id_key, '',
          lower(a.body #>> '{properties,policyDefinitionId}'), '',
          'microsoft.kubernetes/connectedclusters', c.id, a.id,
          a.body #>> '{properties,policyDefinitionId}', '', 'deployIfNotExists', a.uid, c.uid, 1,
          '%s', '%s', '[]', '[]', now()
        from clusters c, policies a where c.id = '%s' and a.id = '%s'
        """
            .formatted(compliance, reason, CLUSTERS + "/" + cluster, ASSIGNMENTS + assignment));
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

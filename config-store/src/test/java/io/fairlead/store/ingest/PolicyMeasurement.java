package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.CLUSTERS;
import static io.fairlead.store.Samples.FLUX;
import static io.fairlead.store.Samples.properties;
import static io.fairlead.store.ingest.PolicyEngine.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Basis;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.embedded.Backing;
import io.fairlead.store.PageRequest;
import io.fairlead.store.PolicyStateField;
import io.fairlead.store.PolicyStateFilter;
import io.fairlead.store.PolicyStateFilter.TextOperator;
import io.fairlead.store.PolicyStateQuery;
import io.fairlead.store.Samples;
import io.fairlead.store.Seals;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.postgres.PostgresFleetView;
import io.fairlead.store.postgres.PostgresPolicyStates;
import io.fairlead.store.postgres.PostgresRemediations;
import io.fairlead.store.postgres.StoreSettings;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How long it takes at 100,000 clusters. Not part of the suite, whose machine tells nothing about
/// time: `mvn -pl config-store -am -Dtest=PolicyMeasurement -Dsurefire.failIfNoSpecifiedTests=false
/// test`.
@Tag("process")
class PolicyMeasurement {
  private static final int FLEET = 100_000;
  private static final int GROUPS = 50;
  private static final int ASSIGNMENTS = 3;
  private static final int TIMES = 15;

  private static final PolicyId INITIATIVE =
      Samples.policy(
          "/subscriptions/" + Samples.SUBSCRIPTION, PolicyType.SET_DEFINITION, "initiative");

  private static StoreUnderTest store;
  private static Pool pool;
  private static final Map<String, UUID> UIDS = new HashMap<>();

  @BeforeAll
  static void open() throws SQLException {
    store = new StoreUnderTest(Backing.shared().newDatabase());
    pool = Pool.newInstance(store.pool());
    execute("update hub set epoch = 1");
    // Makes the resource group of the assignments.
    Edge.register(store, Samples.cluster("seed"));
    execute(
        """
        insert into clusters (id_key, id, type_key, uid, generation, lifecycle, location, tags,
          certificate, properties, created_by, created_by_type, created_at, modified_by,
          modified_by_type, changed_at)
        select lower(id), id, 'microsoft.kubernetes/connectedclusters', gen_random_uuid(),
          nextval('generation'), 'Active', 'westeurope', '{}', '', '{}', 'u', 'User', now(), 'u',
          'User', now()
        from (select '%s' || lpad((i %% %d)::text, 3, '0')
          || '/providers/Microsoft.Kubernetes/connectedClusters/c' || lpad(i::text, 6, '0') as id
          from generate_series(1, %d) i) as r
        """
            .formatted(
                "/subscriptions/" + Samples.SUBSCRIPTION + "/resourceGroups/group-",
                GROUPS,
                FLEET));
    execute("analyze clusters");
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id_key, uid from clusters")) {
      while (rows.next()) {
        UIDS.put(rows.getString(1), rows.getObject(2, UUID.class));
      }
    }
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private static ResourceId cluster(int number) {
    return ResourceId.cluster(
        Samples.SUBSCRIPTION,
        "group-%03d".formatted(number % GROUPS),
        CLUSTERS,
        "c%06d".formatted(number));
  }

  private static UUID uid(ResourceId cluster) {
    UUID uid = UIDS.get(cluster.key());
    if (uid == null) {
      throw new AssertionError("no such cluster: " + cluster);
    }
    return uid;
  }

  @Test
  void summariesAndPages() throws SQLException {
    // Given: the verdicts of some assignments on all clusters, ingested as they come
    Ingestor verdicts = Ingestor.ofVerdicts(pool, new IngestStatus(store.clock()));
    List<PolicyEngine> engines = new ArrayList<>();
    for (int a = 0; a < ASSIGNMENTS; a++) {
      engines.add(
          PolicyEngine.assign(store, "/subscriptions/" + Samples.SUBSCRIPTION, "baseline-" + a));
    }
    // One of them assigns an initiative with the definition that the others assign by itself.
    engines.set(1, engines.get(1).as("first"));
    PolicyVerdict model =
        engines
            .getFirst()
            .verdict(
                cluster(1),
                PolicyCompliance.Compliant,
                Reason.Confirmed,
                properties("branch", "main"));
    long began = System.nanoTime();
    for (int from = 1; from <= FLEET; from += 100) {
      List<Incoming> batch = new ArrayList<>();
      for (int n = from; n < from + 100; n++) {
        for (PolicyEngine engine : engines) {
          batch.add(record(verdict(model, engine, n, state(n))));
        }
      }
      assertThat(store.ask(() -> verdicts.ingest(batch))).isEmpty();
    }
    report("ingest verdicts, each", began, FLEET * ASSIGNMENTS);
    began = System.nanoTime();
    for (int from = 1; from <= 10_000; from += 100) {
      List<Incoming> batch = new ArrayList<>();
      for (int n = from; n < from + 100; n++) {
        for (PolicyEngine engine : engines) {
          batch.add(record(verdict(model, engine, n, PolicyCompliance.Unknown)));
        }
      }
      assertThat(store.ask(() -> verdicts.ingest(batch))).isEmpty();
    }
    report("change verdicts, each", began, 10_000 * ASSIGNMENTS);
    // Half of them are offline.
    execute(
        "insert into cluster_connectivity (uid, epoch, session, session_open, last_heartbeat_at,"
            + " connected_since) select uid, 1, 1, false, case when generation % 2 = 0 then"
            + " timestamptz '2000-01-01 00:00Z' else now() end, now() from clusters");
    remediations(engines);
    execute("vacuum analyze");
    PolicyScope subscription = PolicyScope.parse("/subscriptions/" + Samples.SUBSCRIPTION);
    var states = new PostgresPolicyStates(pool, StoreSettings.DEFAULT, store.clock());
    PolicyStateQuery all = query(new PolicyStateQuery.Of.Scope(subscription), null);
    PolicyStateQuery group =
        query(
            new PolicyStateQuery.Of.Scope(
                PolicyScope.parse(subscription + "/resourceGroups/group-007")),
            null);
    PolicyStateQuery assignment =
        query(new PolicyStateQuery.Of.Assignment(engines.get(2).assignment().id()), null);
    PolicyStateFilter bad =
        new PolicyStateFilter.Text(PolicyStateField.COMPLIANCE, TextOperator.EQUAL, "NonCompliant");

    // Then
    measure("summary of the subscription", () -> store.ask(() -> states.summarize(all)));
    measure("summary of a resource group", () -> store.ask(() -> states.summarize(group)));
    measure("summary of an assignment", () -> store.ask(() -> states.summarize(assignment)));
    var fleet = new PostgresFleetView(pool, StoreSettings.DEFAULT, store.clock(), Seals.SEAL);
    Map<String, PolicyStateQuery.Of> policies =
        Map.of(
            "a definition", new PolicyStateQuery.Of.Definition(subscription, model.definition()),
            "an initiative", new PolicyStateQuery.Of.Initiative(subscription, INITIATIVE));
    policies.forEach(
        (what, of) -> {
          measure("summary of " + what, () -> store.ask(() -> states.summarize(query(of, null))));
          measure("offline of " + what, () -> store.ask(() -> fleet.offline(of)));
        });
    measure("offline of the subscription", () -> store.ask(() -> fleet.offline(all.of())));
    measure("offline of a resource group", () -> store.ask(() -> fleet.offline(group.of())));
    measure("offline of an assignment", () -> store.ask(() -> fleet.offline(assignment.of())));
    measure(
        "offline of an assignment of an initiative",
        () ->
            store.ask(
                () ->
                    fleet.offline(
                        new PolicyStateQuery.Of.Assignment(engines.get(1).assignment().id()))));
    var tasks = new PostgresRemediations(pool, StoreSettings.DEFAULT, store.clock());
    measure(
        "a hundred remediations",
        () -> store.ask(() -> tasks.list(subscription.toString(), PageRequest.first(100))));
    measure(
        "first page of the subscription",
        () -> store.ask(() -> states.list(all, PageRequest.first(1000))));
    measure(
        "first page of what is not compliant",
        () -> store.ask(() -> states.list(query(all.of(), bad), PageRequest.first(1000))));
    measure(
        "first page of what is not compliant of an assignment",
        () -> store.ask(() -> states.list(query(assignment.of(), bad), PageRequest.first(1000))));
    measure(
        "filtered summary of an assignment, counted",
        () -> store.ask(() -> states.summarize(query(assignment.of(), bad))));
    assertThat(
            store.ask(() -> states.summarize(all)).resources().values().stream()
                .mapToLong(Long::longValue)
                .sum())
        .isEqualTo(FLEET);
  }

  /// A hundred of the subscription, of each assignment as many; some for a location.
  private static void remediations(List<PolicyEngine> engines) throws SQLException {
    for (int i = 0; i < 99; i++) {
      PolicyEngine engine = engines.get(i % ASSIGNMENTS);
      execute(
          """
          insert into remediations (id_key, id, scope_key, assignment_key, assignment_uid,
            reference_key, locations, correlation_id, body, created_by, created_by_type,
            created_at)
          values (lower('%1$s'), '%1$s', lower('%2$s'), '%3$s', '%4$s', '%5$s', %6$s,
            gen_random_uuid(), '{}', 'u', 'User', now())
          """
              .formatted(
                  "/subscriptions/%s/providers/Microsoft.PolicyInsights/remediations/r%03d"
                      .formatted(Samples.SUBSCRIPTION, i),
                  "/subscriptions/" + Samples.SUBSCRIPTION,
                  engine.assignment().id().key(),
                  engine.assignment().uid(),
                  engine.reference(),
                  i % 10 == 0 ? "array['westeurope']" : "null"));
    }
  }

  private static PolicyStateQuery query(
      PolicyStateQuery.Of of, @Nullable PolicyStateFilter filter) {
    return new PolicyStateQuery(of, Optional.ofNullable(filter), List.of());
  }

  private static PolicyCompliance state(int n) {
    return switch (n % 20) {
      case 0 -> PolicyCompliance.NonCompliant;
      case 1 -> PolicyCompliance.Exempt;
      default -> PolicyCompliance.Compliant;
    };
  }

  private static PolicyVerdict verdict(
      PolicyVerdict model, PolicyEngine engine, int number, PolicyCompliance compliance) {
    ResourceId cluster = cluster(number);
    return new PolicyVerdict(
        engine.assignment().id(),
        engine.assignment().uid(),
        model.definition(),
        engine.reference().isEmpty() ? null : INITIATIVE,
        engine.reference(),
        model.effect(),
        cluster,
        uid(cluster),
        1,
        compliance,
        Reason.Confirmed,
        null,
        List.of(),
        null,
        model.deployed(),
        model.decidedAt(),
        null);
  }

  @Test
  void tenThousandDeployments() {
    // Given
    PolicyEngine engine = PolicyEngine.assign(store, "rollout");
    Ingestor deployments =
        Ingestor.ofDeployments(
            pool,
            new DeploymentSupport(
                PolicyEngine.RULES,
                PolicyEngine.AGREEING,
                PolicyEngine.EXEMPTING,
                SecretProvider.NONE,
                SecretHandover.NONE,
                Seals.SEAL),
            StoreSettings.DEFAULT,
            store.clock(),
            new IngestStatus(store.clock()),
            () -> {});
    Basis model = engine.basis(cluster(1).extension(FLUX, "base"));
    Map<String, Long> generations = new HashMap<>();
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id_key, generation from clusters")) {
      while (rows.next()) {
        generations.put(rows.getString(1), rows.getLong(2));
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    for (String branch : List.of("main", "next", "next")) {
      List<List<Incoming>> batches = new ArrayList<>();
      for (int from = 1; from <= 10_000; from += 500) {
        List<Incoming> batch = new ArrayList<>();
        for (int n = from; n < from + 500; n++) {
          ResourceId id = cluster(n).extension(FLUX, "base");
          Basis basis =
              new Basis(
                  1,
                  uid(id.cluster()),
                  generations.getOrDefault(id.cluster().key(), 0L),
                  model.assignment(),
                  model.assignmentUid(),
                  model.assignmentGeneration(),
                  "",
                  model.decidedAt());
          batch.add(
              record(new Deployment(id, basis, PolicyEngine.wanted(properties("branch", branch)))));
        }
        batches.add(batch);
      }
      long began = System.nanoTime();
      batches.forEach(batch -> store.ask(() -> deployments.ingest(batch)));
      report("10,000 deployments of " + branch, began, 1);
    }
  }

  private static void measure(String what, Supplier<?> question) {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      long began = System.nanoTime();
      assertThat(question.get()).isNotNull();
      nanos.add(System.nanoTime() - began);
    }
    nanos.sort(null);
    System.out.printf(
        "MEASURED %s: median %.1f ms, worst %.1f ms%n",
        what, nanos.get(TIMES / 2) / 1e6, nanos.getLast() / 1e6);
  }

  private static void report(String what, long began, int parts) {
    Duration taken = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf(
        "MEASURED %s: %.3f ms (%s in all)%n", what, taken.toNanos() / 1e6 / parts, taken);
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

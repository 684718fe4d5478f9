package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.definition;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.policy;
import static io.fairlead.store.ingest.PolicyEngine.record;
import static io.fairlead.store.ingest.PolicyEngine.removal;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.embedded.Backing;
import io.fairlead.embedded.Database;
import io.fairlead.store.FleetView;
import io.fairlead.store.PolicyStateFilter;
import io.fairlead.store.PolicyStateQuery;
import io.fairlead.store.PolicyStateQuery.Of;
import io.fairlead.store.PolicyStateSummary;
import io.fairlead.store.PolicyStates;
import io.fairlead.store.Samples;
import io.fairlead.store.Seals;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.postgres.PostgresFleetView;
import io.fairlead.store.postgres.PostgresPolicyStates;
import io.fairlead.store.postgres.StoreSettings;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The counts that are kept with the states.
@Tag("process")
class PolicyCountsTest {
  private static final PolicyScope SUBSCRIPTION =
      PolicyScope.parse("/subscriptions/" + Samples.SUBSCRIPTION);
  private static final PolicyScope GROUP = PolicyScope.parse(SUBSCRIPTION + "/resourceGroups/Edge");
  private static final PolicyId INITIATIVE =
      policy(SUBSCRIPTION.toString(), PolicyType.SET_DEFINITION, "initiative");
  private static final List<PolicyCompliance> COMPLIANCES = List.of(PolicyCompliance.values());

  private final Database database = Backing.shared().newDatabase();
  private final StoreUnderTest store = new StoreUnderTest(database);
  private final Pool pool = Pool.newInstance(store.pool());
  private final Ingestor verdicts = Ingestor.ofVerdicts(pool, new IngestStatus(store.clock()));
  private final PolicyStates states =
      new PostgresPolicyStates(pool, StoreSettings.DEFAULT, store.clock());
  private final FleetView fleet =
      new PostgresFleetView(pool, StoreSettings.DEFAULT, store.clock(), Seals.SEAL);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void countsThatAreKeptEqualThoseThatAreCounted() {
    // Given: verdicts of assignments of definitions and of an initiative, as they come and go
    List<PolicyEngine> engines = comeAndGo();
    List<Of> asked =
        new ArrayList<>(
            List.of(
                new Of.Scope(SUBSCRIPTION),
                new Of.Scope(GROUP),
                new Of.Definition(SUBSCRIPTION, definition("gitops")),
                new Of.Definition(SUBSCRIPTION, definition("ref1")),
                new Of.Initiative(SUBSCRIPTION, INITIATIVE)));
    engines.forEach(engine -> asked.add(new Of.Assignment(engine.assignment().id())));

    // Then
    for (Of of : asked) {
      assertThat(kept(of)).as(of.toString()).isEqualTo(counted(of));
      assertThat(kept(of).assignments()).as(of.toString()).isNotEmpty();
    }
    assertThat(kept(asked.get(2)).assignments()).hasSize(4);
    assertThat(kept(asked.get(4)).assignments()).hasSize(2);
  }

  @Test
  void whatIsGoneLeavesNoCounts() throws SQLException {
    // Given
    comeAndGo();

    // When
    execute("delete from policy_states");

    // Then
    assertThat(number("select count(*) from policy_resources")).isZero();
    assertThat(number("select count(*) from policy_counts where resources <> 0")).isZero();
  }

  @Test
  void aDefinitionThatAnInitiativeHasTwiceCountsAResourceOnce() {
    // Given
    Edge.register(store, cluster("twice"));
    PolicyEngine engine = PolicyEngine.assign(store, "twice");
    PolicyId definition = definition("gitops");
    ingest(
        record(of(engine, "first", definition, "twice", PolicyCompliance.Compliant)),
        record(of(engine, "second", definition, "twice", PolicyCompliance.NonCompliant)));

    // When
    PolicyStateSummary summary = kept(new Of.Definition(SUBSCRIPTION, definition));

    // Then
    assertThat(summary.resources()).isEqualTo(Map.of(PolicyCompliance.NonCompliant, 1L));
    assertThat(summary.assignments().getFirst().resources())
        .isEqualTo(Map.of(PolicyCompliance.NonCompliant, 1L));
    assertThat(summary).isEqualTo(counted(new Of.Definition(SUBSCRIPTION, definition)));
  }

  @Test
  void anAssignmentThatNowAssignsAnotherInitiativeIsShownWithThat() {
    // Given: references before and after `*`, in whichever order rows come
    PolicyId next = policy(SUBSCRIPTION.toString(), PolicyType.SET_DEFINITION, "next");
    Edge.register(store, cluster("moved"));
    List<PolicyVerdict> verdicts = new ArrayList<>();
    for (String reference : List.of("#1", "ref1")) {
      PolicyEngine engine = PolicyEngine.assign(store, "of-" + reference.substring(1));
      verdicts.add(of(engine, reference, definition("d"), "moved", PolicyCompliance.Compliant));
    }
    verdicts.forEach(verdict -> ingest(record(verdict)));

    // When
    verdicts.forEach(verdict -> ingest(record(of(verdict, next))));

    // Then
    assertThat(kept(new Of.Scope(SUBSCRIPTION)).assignments())
        .hasSize(2)
        .allSatisfy(shown -> assertThat(shown.initiative()).isEqualTo(next));
  }

  @Test
  void tellsHowManyClustersOfAPolicyAreOffline() throws SQLException {
    // Given
    for (String name : List.of("a", "b", "c", "d")) {
      Edge.register(store, cluster(name));
    }
    PolicyEngine plain = PolicyEngine.assign(store, "plain");
    PolicyEngine set = PolicyEngine.assign(store, "set");
    PolicyVerdict ofConfiguration =
        plain.verdict(flux("c", "base"), PolicyCompliance.Compliant, Reason.Satisfied);
    ingest(
        record(plain.verdict(cluster("a"), PolicyCompliance.Compliant, Reason.Confirmed)),
        record(plain.verdict(cluster("b"), PolicyCompliance.Compliant, Reason.Confirmed)),
        record(ofConfiguration),
        record(of(set, "ref1", definition("ref1"), "a", PolicyCompliance.Compliant)),
        record(of(set, "ref0", definition("gitops"), "d", PolicyCompliance.Compliant)));
    execute(
        "insert into cluster_connectivity (uid, epoch, session, session_open, last_heartbeat_at,"
            + " connected_since) select uid, 1, 1, false, timestamptz '2000-01-01 00:00Z',"
            + " timestamptz '2000-01-01 00:00Z' from clusters where id_key !~ '/b$'");

    // Then
    assertThat(offline(new Of.Scope(SUBSCRIPTION))).isEqualTo(3);
    assertThat(offline(new Of.Assignment(plain.assignment().id()))).isEqualTo(2);
    assertThat(offline(new Of.Assignment(set.assignment().id()))).isEqualTo(2);
    assertThat(offline(new Of.Definition(SUBSCRIPTION, definition("gitops")))).isEqualTo(3);
    assertThat(offline(new Of.Definition(SUBSCRIPTION, definition("ref1")))).isEqualTo(1);
    assertThat(offline(new Of.Initiative(SUBSCRIPTION, INITIATIVE))).isEqualTo(2);
  }

  @Test
  void whatWasStoredBeforeIsCountedAnew() throws SQLException {
    // Given
    Database older = Backing.shared().newDatabase();
    Flyway.configure()
        .dataSource(older.jdbcUrl(), older.user(), older.password())
        .target("7")
        .load()
        .migrate();
    try (Connection connection = older.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into policy_states (key, resource_key, cluster_key, assignment_key,
            reference_key, definition_key, initiative_key, type_key, resource_id, assignment_id,
            definition_id, reference, effect, assignment_uid, cluster_uid, epoch, compliance,
            reason, conflicts_with, deployed, decided_at)
          select lower(c || '|' || a || '|'), lower(c), lower(c), lower(a), '', lower('%1$s'), '',
            't', c, a, '%1$s', '', 'audit', gen_random_uuid(), gen_random_uuid(), 1,
            case when n %% 7 = 0 then 'NonCompliant' else 'Compliant' end, 'Confirmed', '[]',
            '[]', now()
          from (select n, '%2$s/providers/Microsoft.Kubernetes/connectedClusters/c' || (n / 2) as c,
            '%2$s/providers/Microsoft.Authorization/policyAssignments/a' || (n %% 2) as a
            from generate_series(1, 6001) n) r
          """
              .formatted(definition("gitops"), GROUP));
    }

    // When
    try (StoreUnderTest newer = new StoreUnderTest(older)) {
      PolicyStates counts =
          new PostgresPolicyStates(
              Pool.newInstance(newer.pool()), StoreSettings.DEFAULT, newer.clock());
      PolicyStateSummary summary =
          newer.ask(
              () ->
                  counts.summarize(
                      new PolicyStateQuery(
                          new Of.Definition(SUBSCRIPTION, definition("gitops")),
                          Optional.empty(),
                          List.of())));

      // Then: of 6001 states of 3001 clusters each seventh, never two of one cluster
      assertThat(summary.resources())
          .isEqualTo(
              Map.of(PolicyCompliance.NonCompliant, 857L, PolicyCompliance.Compliant, 2144L));
      assertThat(summary.assignments()).hasSize(2);
    }
  }

  private List<PolicyEngine> comeAndGo() {
    Random random = new Random(4);
    List<PolicyEngine> engines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Edge.register(store, cluster("counted" + i));
    }
    for (int i = 0; i < 4; i++) {
      engines.add(PolicyEngine.assign(store, "counted" + i));
    }
    for (int round = 0; round < 30; round++) {
      List<Incoming> batch = new ArrayList<>();
      for (int n = 0; n < 20; n++) {
        int e = random.nextInt(4);
        PolicyCompliance compliance = COMPLIANCES.get(random.nextInt(COMPLIANCES.size()));
        String name = "counted" + random.nextInt(12);
        int reference = random.nextInt(3);
        PolicyVerdict verdict =
            e < 2
                ? engines.get(e).verdict(cluster(name), compliance, Reason.Confirmed)
                : of(
                    engines.get(e),
                    "ref" + reference,
                    definition(reference == 0 ? "gitops" : "ref" + reference),
                    name,
                    compliance);
        batch.add(random.nextInt(4) == 0 ? removal(verdict) : record(verdict));
      }
      ingest(batch.toArray(Incoming[]::new));
    }
    return engines;
  }

  /// A verdict of an assignment of the initiative.
  private static PolicyVerdict of(
      PolicyEngine engine,
      String reference,
      PolicyId definition,
      String cluster,
      PolicyCompliance compliance) {
    PolicyVerdict v = engine.as(reference).verdict(cluster(cluster), compliance, Reason.Confirmed);
    return of(v, definition, INITIATIVE);
  }

  private static PolicyVerdict of(PolicyVerdict v, PolicyId initiative) {
    return of(v, v.definition(), initiative);
  }

  private static PolicyVerdict of(PolicyVerdict v, PolicyId definition, PolicyId initiative) {
    return new PolicyVerdict(
        v.assignment(),
        v.assignmentUid(),
        definition,
        initiative,
        v.reference(),
        v.effect(),
        v.resource(),
        v.clusterUid(),
        v.epoch(),
        v.compliance(),
        v.reason(),
        v.message(),
        v.conflictsWith(),
        v.exemption(),
        v.deployed(),
        v.decidedAt(),
        v.confirmedAt());
  }

  private PolicyStateSummary kept(Of of) {
    return store.ask(() -> states.summarize(new PolicyStateQuery(of, Optional.empty(), List.of())));
  }

  private PolicyStateSummary counted(Of of) {
    PolicyStateFilter any = new PolicyStateFilter.All(List.of());
    return store.ask(() -> states.summarize(new PolicyStateQuery(of, Optional.of(any), List.of())));
  }

  private long offline(Of of) {
    return store.ask(() -> fleet.offline(of));
  }

  private void ingest(Incoming... records) {
    assertThat(store.ask(() -> verdicts.ingest(List.of(records)))).isEmpty();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    }
  }
}

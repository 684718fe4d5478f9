package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.fluxV1;
import static io.fairlead.store.Samples.properties;
import static io.fairlead.store.Samples.write;
import static io.fairlead.store.ingest.PolicyEngine.digest;
import static io.fairlead.store.ingest.PolicyEngine.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action;
import io.fairlead.contract.policy.Deployment.Basis;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.embedded.Backing;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.Operation;
import io.fairlead.store.Principal;
import io.fairlead.store.Samples;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.postgres.StoreSettings;
import io.fairlead.store.secret.Secret;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider.Answer;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("process")
class DeploymentIngestionTest {
  private static final AtomicInteger CHANGES = new AtomicInteger();
  private static final SecretPlace KEY =
      new SecretPlace("/configurationProtectedSettings/httpsKey", "vault", "git-key", null);

  /// What the database's own view of the policies does not let go.
  private static final String STILL_WANTED = "still-wanted";

  private static StoreUnderTest store;
  private static CountedPool counted;
  private static IngestStatus status;
  private static Ingestor deployments;
  private static Ingestor verdicts;

  @BeforeAll
  static void open() throws SQLException {
    store = new StoreUnderTest(Backing.shared().newDatabase());
    execute("update hub set epoch = 1");
    counted = CountedPool.of(store.pool());
    Pool pool = Pool.newInstance(counted.pool());
    status = new IngestStatus(store.clock());
    DeploymentSupport support =
        new DeploymentSupport(
            PolicyEngine.RULES,
            asked ->
                PolicyEngine.AGREEING
                    .unwanted(asked)
                    .map(unwanted -> without(STILL_WANTED, unwanted)),
            PolicyEngine.EXEMPTING,
            reference ->
                reference.name().equals("git-key")
                    ? new Answer.Found(new Secret("cGFzc3dvcmQ="))
                    : new Answer.Missing("there is no such file"),
            SecretHandover.NONE);
    deployments =
        Ingestor.ofDeployments(
            pool, support, StoreSettings.DEFAULT, store.clock(), status, CHANGES::incrementAndGet);
    verdicts = Ingestor.ofVerdicts(pool, status);
  }

  private static Set<ResourceId> without(String name, Set<ResourceId> ids) {
    return ids.stream().filter(id -> !id.name().equals(name)).collect(Collectors.toSet());
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void writesAConfigurationThatIsTheAssignments() {
    // Given
    Edge.register(store, cluster("fresh"));
    PolicyEngine engine = PolicyEngine.assign(store, "fresh");
    int before = CHANGES.get();

    // When
    ingest(engine.as("gitops").writes(flux("fresh", "Base"), "main"));

    // Then
    StoredConfiguration written = find(flux("fresh", "base"));
    Principal assignment = new Principal(engine.assignment().id().toString(), "ManagedIdentity");
    assertThat(written.id()).hasToString(flux("fresh", "Base").toString());
    assertThat(written.properties()).isEqualTo(properties("branch", "main").put("timeout", 600));
    assertThat(written.systemData().createdBy()).isEqualTo(assignment);
    assertThat(written.systemData().lastModifiedBy()).isEqualTo(assignment);
    assertThat(written.managedBy())
        .isEqualTo(
            new ManagedBy(
                engine.assignment().id(),
                engine.assignment().uid(),
                "gitops",
                digest(properties("branch", "main")),
                OnUnassign.Remove,
                written.generation()));
    assertThat(CHANGES.get()).isEqualTo(before + 1);
  }

  @Test
  void theSameBatchAgainChangesNothing() throws SQLException {
    // Given
    Edge.register(store, cluster("again"));
    PolicyEngine engine = PolicyEngine.assign(store, "again");
    Incoming[] batch = {
      engine.writes(flux("again", "one"), "main"),
      engine.writes(fluxV1("again", "two"), "main"),
      engine.as("bad").writes(flux("again", "three"), properties("bad", "x"))
    };
    ingest(batch);
    String before = rows("again");
    int changes = CHANGES.get();
    store.pass(Duration.ofSeconds(1));

    // When
    ingest(batch);

    // Then
    assertThat(rows("again")).isEqualTo(before).contains("one", "two", "'properties.bad'");
    assertThat(CHANGES.get()).isEqualTo(changes);
  }

  /// The rows that a batch may change, with the transactions that wrote them.
  private static String rows(String cluster) throws SQLException {
    String key = cluster(cluster).key();
    return text(
        ("select string_agg(t, chr(10) order by t) from (select c.xmin || c::text as t"
                + " from configurations c where cluster_key = '%1$s' union all select f.xmin || f::text"
                + " from policy_failures f where cluster_key = '%1$s') as r")
            .formatted(key));
  }

  private enum Untrue {
    CLUSTER_UID,
    CLUSTER_GENERATION,
    ASSIGNMENT_UID,
    ASSIGNMENT_GENERATION,
    ASSIGNMENT_GONE,
    EPOCH
  }

  @ParameterizedTest
  @EnumSource(Untrue.class)
  void doesNothingWhenTheBasisIsNotTheTruth(Untrue untrue) {
    // Given
    String name = "untrue-" + untrue.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    Edge.register(store, cluster(name));
    PolicyEngine engine = PolicyEngine.assign(store, name);
    ResourceId id = flux(name, "base");
    Basis b = engine.basis(id);
    UUID other = UUID.randomUUID();
    Basis basis =
        new Basis(
            b.epoch() + (untrue == Untrue.EPOCH ? 1 : 0),
            untrue == Untrue.CLUSTER_UID ? other : b.clusterUid(),
            b.clusterGeneration() - (untrue == Untrue.CLUSTER_GENERATION ? 1 : 0),
            b.assignment(),
            untrue == Untrue.ASSIGNMENT_UID ? other : b.assignmentUid(),
            switch (untrue) {
              case ASSIGNMENT_GENERATION -> b.assignmentGeneration() - 1;
              case ASSIGNMENT_GONE -> 0;
              default -> b.assignmentGeneration();
            },
            "",
            b.decidedAt());

    // When
    ingest(
        record(new Deployment(id, basis, PolicyEngine.wanted(properties("branch", "main")))),
        record(
            new Deployment(flux(name, "bad"), basis, PolicyEngine.wanted(properties("bad", "x")))));

    // Then
    assertThat(store.ask(() -> store.configurations().find(id))).isEmpty();
    assertThat(
            text(
                "select count(*) from policy_failures where cluster_key = '%s'"
                    .formatted(cluster(name).key())))
        .isEqualTo("0");
  }

  @Test
  void overwritesWhatAUserWroteAndTheUserWaitsNoLonger() {
    // Given
    Edge edge = Edge.register(store, cluster("user"));
    PolicyEngine engine = PolicyEngine.assign(store, "user");
    ResourceId id = flux("user", "base");
    ObjectNode waiting = properties("branch", "mine").put("waitForReconciliation", true);
    WriteOutcome<StoredConfiguration> put =
        store.ask(
            () ->
                store
                    .configurations()
                    .put(new ConfigurationWrite(id, waiting, Samples.USER), ANYTHING));
    UUID operation =
        put instanceof WriteOutcome.Created<StoredConfiguration>(var _, UUID o)
            ? o
            : UUID.randomUUID();
    StoredConfiguration before = edge.find(id);

    // When
    ingest(engine.writes(id, "main"));

    // Then
    StoredConfiguration after = edge.find(id);
    assertThat(after.uid()).isEqualTo(before.uid());
    assertThat(after.generation()).isGreaterThan(before.generation());
    assertThat(after.properties().path("branch").asText()).isEqualTo("main");
    assertThat(after.systemData().createdBy()).isEqualTo(Samples.USER);
    assertThat(after.systemData().lastModifiedBy().type()).isEqualTo("ManagedIdentity");
    Optional<Operation> waited = store.ask(() -> store.operations().find(operation));
    assertThat(waited.orElseThrow().finishedAt()).isNotNull();
  }

  @Test
  void whatIsAsWantedBecomesThePolicysWithTheSameGeneration() throws SQLException {
    // Given
    Edge edge = Edge.register(store, cluster("adopted"));
    PolicyEngine first = PolicyEngine.assign(store, "adopted-first");
    PolicyEngine second = PolicyEngine.assign(store, "adopted-second");
    ResourceId id = flux("adopted", "base");
    ingest(first.writes(id, "main"));
    StoredConfiguration before = edge.find(id);
    String published =
        text("select changed_xid from configurations where id_key = '" + id.key() + "'");

    // When
    ingest(second.writes(id, "main"));

    // Then
    StoredConfiguration after = edge.find(id);
    assertThat(after.generation()).isEqualTo(before.generation());
    assertThat(manager(after).assignment()).isEqualTo(second.assignment().id());
    assertThat(manager(after).generation()).isEqualTo(after.generation());
    assertThat(text("select changed_xid from configurations where id_key = '" + id.key() + "'"))
        .isNotEqualTo(published);
  }

  @Test
  void aUsersWriteLeavesTheManagerAndItsGenerationAsTheyWere() {
    // Given
    Edge edge = Edge.register(store, cluster("edited"));
    PolicyEngine engine = PolicyEngine.assign(store, "edited");
    ResourceId id = flux("edited", "base");
    ingest(engine.writes(id, "main"));
    StoredConfiguration written = edge.find(id);

    // When
    StoredConfiguration edited = edge.put(id, "mine");

    // Then
    assertThat(edited.managedBy()).isEqualTo(written.managedBy());
    assertThat(edited.generation()).isGreaterThan(manager(edited).generation());
  }

  @Test
  void whatAUserDeletesAndMakesAnewBelongsToNobody() {
    // Given
    Edge edge = Edge.register(store, cluster("renewed"));
    PolicyEngine engine = PolicyEngine.assign(store, "renewed");
    ResourceId id = flux("renewed", "base");
    ingest(engine.writes(id, "main"));
    store.ask(() -> store.configurations().delete(id, ANYTHING, false));

    // When
    StoredConfiguration mine = edge.put(id, "mine");

    // Then
    assertThat(mine.managedBy()).isNull();
  }

  @Test
  void whatWasDeletedComesBackAsAnotherIncarnationWithoutWhatWasSaidOfTheFirst() {
    // Given
    Edge edge = Edge.register(store, cluster("back"));
    PolicyEngine engine = PolicyEngine.assign(store, "back");
    ResourceId id = flux("back", "base");
    ingest(engine.writes(id, "main"));
    StoredConfiguration first = edge.find(id);
    store.ask(() -> store.configurations().delete(id, ANYTHING, true));

    // When
    ingest(engine.writes(id, "main"));

    // Then
    StoredConfiguration second = edge.find(id);
    assertThat(second.uid()).isNotEqualTo(first.uid());
    assertThat(second.generation()).isGreaterThan(first.generation());
    assertThat(manager(second).generation()).isEqualTo(second.generation());
    assertThat(
            text(
                "select count(*) from configuration_status where uid = '%s'"
                    .formatted(first.uid())))
        .isEqualTo("0");
  }

  @Test
  void whatIsBeingDeletedIsWrittenOnlyIfItIsOfFluxV1() {
    // Given
    Edge edge = Edge.register(store, cluster("deleting"));
    connect(edge);
    PolicyEngine engine = PolicyEngine.assign(store, "deleting");
    ResourceId v2 = flux("deleting", "two");
    ResourceId v1 = fluxV1("deleting", "one");
    ingest(engine.writes(v2, "main"), engine.writes(v1, "main"));
    StoredConfiguration old = edge.find(v1);
    store.ask(() -> store.configurations().delete(v2, ANYTHING, false));
    store.ask(() -> store.configurations().delete(v1, ANYTHING, false));

    // When
    ingest(engine.writes(v2, "main"), engine.writes(v1, "main"));

    // Then
    assertThat(edge.find(v2).lifecycle()).isEqualTo(Lifecycle.Deleting);
    assertThat(edge.find(v1).lifecycle()).isEqualTo(Lifecycle.Active);
    assertThat(edge.find(v1).uid()).isNotEqualTo(old.uid());
  }

  @Test
  void whatDoesNotFitIntoTheClusterIsAFailure() throws SQLException {
    // Given: room for one more
    Edge edge = Edge.register(store, cluster("full"));
    PolicyEngine engine = PolicyEngine.assign(store, "full");
    String like = flux("full", "n").toString();
    execute(
        ("insert into configurations select lower('%1$s' || i), '%1$s' || i, '%2$s',"
                + " gen_random_uuid(), nextval('generation'), 'Active', '{}', 'u', 'User', now(),"
                + " 'u', 'User', now() from generate_series(1, 19999) as i")
            .formatted(like, cluster("full").key()));
    ingest(
        record(
            engine.verdict(
                cluster("full"),
                PolicyCompliance.Unknown,
                Reason.Deploying,
                properties("branch", "main"))));

    // When
    ingest(engine.writes(flux("full", "a"), "main"), engine.writes(flux("full", "b"), "main"));

    // Then
    assertThat(edge.find(flux("full", "a")).lifecycle()).isEqualTo(Lifecycle.Active);
    assertThat(store.ask(() -> store.configurations().find(flux("full", "b")))).isEmpty();
    assertThat(state("full"))
        .isEqualTo(
            "NonCompliant DeploymentFailed The cluster has as many configurations as it may have:"
                + " 20000.");
  }

  @Test
  void withdrawsWhatAClusterWithoutASessionNeverHadAtOnce() {
    // Given
    Edge.register(store, cluster("withdrawn"));
    PolicyEngine engine = PolicyEngine.assign(store, "withdrawn");
    ResourceId id = flux("withdrawn", "base");
    ingest(engine.writes(id, "main"));

    // When
    ingest(engine.withdraws(id));

    // Then
    assertThat(store.ask(() -> store.configurations().find(id))).isEmpty();
    assertThat(text("select lifecycle from configurations where id_key = '" + id.key() + "'"))
        .isEqualTo("Removed");
  }

  @Test
  void withdrawsNothingThatThePoliciesInTheDatabaseStillWant() {
    // Given
    Edge.register(store, cluster("reverted"));
    PolicyEngine engine = PolicyEngine.assign(store, "reverted");
    ResourceId wanted = flux("reverted", STILL_WANTED);
    ResourceId unwanted = flux("reverted", "base");
    ingest(engine.writes(wanted, "main"), engine.writes(unwanted, "main"));

    // When
    ingest(engine.withdraws(wanted), engine.withdraws(unwanted));

    // Then
    assertThat(store.configurations().find(wanted).await().indefinitely()).isPresent();
    assertThat(store.configurations().find(unwanted).await().indefinitely()).isEmpty();
  }

  @Test
  void withdrawsWhatAConnectedClusterHasOnceItConfirms() {
    // Given
    Edge edge = Edge.register(store, cluster("confirming"));
    connect(edge);
    PolicyEngine engine = PolicyEngine.assign(store, "confirming");
    ResourceId id = flux("confirming", "base");
    ingest(engine.writes(id, "main"));
    StoredConfiguration active = edge.find(id);
    store.ask(() -> store.policies().delete(engine.assignment().id(), ANYTHING));

    // When
    ingest(record(new Deployment(id, engine.basisOfAGoneAssignment(id), new Action.Withdraw())));

    // Then
    StoredConfiguration deleting = edge.find(id);
    assertThat(deleting.lifecycle()).isEqualTo(Lifecycle.Deleting);
    assertThat(deleting.generation()).isGreaterThan(active.generation());
    assertThat(store.ask(() -> store.operations().newest(deleting.uid()))).isEmpty();
  }

  @Test
  void withdrawsNothingThatIsNotThatIncarnationsOrReferences() {
    // Given
    Edge edge = Edge.register(store, cluster("foreign"));
    PolicyEngine manager = PolicyEngine.assign(store, "foreign-manager");
    PolicyEngine other = PolicyEngine.assign(store, "foreign-other");
    ResourceId managed = flux("foreign", "managed");
    ResourceId mine = flux("foreign", "mine");
    ingest(manager.as("one").writes(managed, "main"));
    edge.put(mine, "main");

    // When
    ingest(other.as("one").withdraws(managed), manager.as("one").withdraws(mine));
    ingest(manager.as("two").withdraws(managed));

    // Then
    assertThat(edge.find(managed).lifecycle()).isEqualTo(Lifecycle.Active);
    assertThat(edge.find(mine).lifecycle()).isEqualTo(Lifecycle.Active);
  }

  @Test
  void saysWhyItCannotBeWrittenWhicheverComesFirst() {
    // Given
    Edge.register(store, cluster("refused-late"));
    Edge.register(store, cluster("refused-early"));
    PolicyEngine engine = PolicyEngine.assign(store, "refused");
    ObjectNode bad = properties("bad", "x");
    PolicyVerdict late =
        engine.verdict(cluster("refused-late"), PolicyCompliance.Unknown, Reason.Deploying, bad);
    PolicyVerdict early =
        engine.verdict(cluster("refused-early"), PolicyCompliance.Unknown, Reason.Deploying, bad);

    // When
    ingest(record(early));
    ingest(
        engine.writes(flux("refused-late", "base"), bad),
        engine.writes(flux("refused-early", "base"), bad));
    ingest(record(late));

    // Then
    String failed = "NonCompliant DeploymentFailed 'properties.bad' is not allowed.";
    assertThat(state("refused-late")).isEqualTo(failed);
    assertThat(state("refused-early")).isEqualTo(failed);
    assertThat(store.ask(() -> store.configurations().find(flux("refused-late", "base"))))
        .isEmpty();
  }

  @Test
  void aFailureCountsOnlyWhileThePolicyWantsWhatFailed() {
    // Given
    Edge.register(store, cluster("mended"));
    PolicyEngine engine = PolicyEngine.assign(store, "mended");
    ObjectNode bad = properties("bad", "x");
    ObjectNode good = properties("branch", "main");
    ingest(engine.writes(flux("mended", "base"), bad));
    ingest(
        record(engine.verdict(cluster("mended"), PolicyCompliance.Unknown, Reason.Deploying, bad)));
    PolicyEngine changed = engine.changed("{\"n\":\"better\"}");

    // When
    ingest(
        record(
            changed.verdict(cluster("mended"), PolicyCompliance.Unknown, Reason.Deploying, good)));

    // Then
    assertThat(state("mended")).isEqualTo("Unknown Deploying null");
  }

  @Test
  void aFailureIsForgottenOnceItSucceeds() throws SQLException {
    // Given: a namespace that cannot change, which a user then deletes
    Edge edge = Edge.register(store, cluster("fixed"));
    PolicyEngine engine = PolicyEngine.assign(store, "fixed");
    ObjectNode wanted = properties("namespace", "flux");
    ResourceId id = flux("fixed", "base");
    store.ask(
        () ->
            store
                .configurations()
                .put(
                    new ConfigurationWrite(id, properties("namespace", "mine"), Samples.USER),
                    ANYTHING));
    ingest(
        record(
            engine.verdict(cluster("fixed"), PolicyCompliance.Unknown, Reason.Deploying, wanted)));
    ingest(engine.writes(id, wanted));
    String failed = state("fixed");
    store.ask(() -> store.configurations().delete(id, ANYTHING, true));

    // When
    ingest(engine.writes(id, wanted));

    // Then
    assertThat(failed).isEqualTo("NonCompliant DeploymentFailed 'properties.namespace' is fixed.");
    assertThat(state("fixed")).isEqualTo("Unknown Deploying null");
    assertThat(edge.find(id).properties().path("namespace").asText()).isEqualTo("flux");
    assertThat(
            text(
                "select count(*) from policy_failures where cluster_key = '%s'"
                    .formatted(cluster("fixed").key())))
        .isEqualTo("0");
  }

  @Test
  void withoutItsSecretNothingIsWritten() {
    // Given
    Edge.register(store, cluster("no-secret"));
    PolicyEngine engine = PolicyEngine.assign(store, "no-secret");
    ObjectNode wanted = properties("branch", "main");
    SecretPlace absent =
        new SecretPlace("/configurationProtectedSettings/httpsKey", "vault", "absent", null);
    ingest(
        record(
            engine.verdict(
                cluster("no-secret"), PolicyCompliance.Unknown, Reason.Deploying, wanted)));

    // When
    ingest(engine.writes(flux("no-secret", "base"), wanted, absent));

    // Then
    assertThat(store.ask(() -> store.configurations().find(flux("no-secret", "base")))).isEmpty();
    assertThat(state("no-secret"))
        .isEqualTo(
            "NonCompliant SecretUnavailable The secret 'absent' of vault 'vault' cannot be had:"
                + " there is no such file.");
  }

  @Test
  void aSecretThatIsThereIsWrittenNowhere() throws SQLException {
    // Given
    Edge edge = Edge.register(store, cluster("secret"));
    PolicyEngine engine = PolicyEngine.assign(store, "secret");
    ObjectNode wanted = properties("branch", "main");
    ingest(
        record(
            engine.verdict(cluster("secret"), PolicyCompliance.Unknown, Reason.Deploying, wanted)));

    // When
    ingest(engine.writes(flux("secret", "base"), wanted, KEY));

    // Then
    StoredConfiguration written = edge.find(flux("secret", "base"));
    assertThat(manager(written).digest()).isEqualTo(digest(wanted));
    assertThat(state("secret"))
        .isEqualTo(
            "NonCompliant SecretUnavailable the configuration was written without its protected"
                + " settings: secrets cannot be handed to clusters yet");
    assertThat(rows("secret")).doesNotContain("cGFzc3dvcmQ=");
  }

  @Test
  void aSecretGoesNowhereElseThanIntoProtectedSettings() {
    // Given
    Edge.register(store, cluster("leak"));
    PolicyEngine engine = PolicyEngine.assign(store, "leak");
    SecretPlace inTheOpen = new SecretPlace("/gitRepository/url", "vault", "git-key", null);

    // When
    ingest(engine.writes(flux("leak", "base"), properties("branch", "main"), inTheOpen));

    // Then
    assertThat(store.ask(() -> store.configurations().find(flux("leak", "base")))).isEmpty();
    assertThat(
            text(
                "select message from policy_failures where cluster_key = '%s'"
                    .formatted(cluster("leak").key())))
        .contains("not at '/gitRepository/url'");
  }

  @Test
  void aBatchTakesABoundedNumberOfStatements() {
    // Given
    PolicyEngine engine = PolicyEngine.assign(store, "many");
    List<Incoming> batch = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String name = "many" + i;
      Edge.register(store, cluster(name));
      for (int n = 0; n < 5; n++) {
        batch.add(
            engine
                .as("r" + n)
                .writes(
                    flux(name, "base" + n),
                    n == 4 ? properties("bad", "x") : properties("branch", "b" + n)));
      }
    }
    counted.reset();

    // When
    ingest(batch.toArray(Incoming[]::new));

    // Then
    assertThat(counted.statements()).isBetween(1, 15);
    assertThat(text("select count(*) from configurations where id_key like '%/many%'"))
        .isEqualTo("400");
  }

  @Test
  void usersAndPoliciesNeverWaitForEachOtherInACircle() throws Exception {
    // Given
    PolicyEngine engine = PolicyEngine.assign(store, "circle");
    List<Edge> edges =
        IntStream.range(0, 16).mapToObj(i -> Edge.register(store, cluster("race" + i))).toList();
    edges.forEach(DeploymentIngestionTest::connect);
    long failures = status.failures();

    // When
    for (int round = 0; round < 25; round++) {
      List<Incoming> writes = new ArrayList<>();
      List<Incoming> backwards = new ArrayList<>();
      List<Incoming> said = new ArrayList<>();
      List<CompletableFuture<?>> work = new ArrayList<>();
      for (int i = 0; i < edges.size(); i++) {
        ResourceId id = flux("race" + i, "base");
        writes.add(engine.writes(id, "policy" + round));
        backwards.add(
            0, round % 4 == 3 ? engine.withdraws(id) : engine.writes(id, "again" + round));
        said.add(
            record(
                engine.verdict(
                    cluster("race" + i),
                    round % 2 == 0 ? PolicyCompliance.Compliant : PolicyCompliance.NonCompliant,
                    Reason.Confirmed,
                    properties("branch", "policy" + round))));
      }
      work.add(store.start(() -> deployments.ingest(writes)));
      work.add(store.start(() -> deployments.ingest(backwards)));
      work.add(store.start(() -> verdicts.ingest(said)));
      for (int i = 0; i < edges.size(); i += 3) {
        ResourceId id = flux("race" + i, "base");
        String branch = "user" + round;
        work.add(store.start(() -> store.configurations().put(write(id, branch), ANYTHING)));
        ResourceId other = flux("race" + (i + 1) % edges.size(), "base");
        work.add(store.start(() -> store.configurations().delete(other, ANYTHING, true)));
      }
      CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    // Then
    assertThat(status.failures()).isEqualTo(failures);
  }

  @Test
  void theNewestOfAConfigurationCountsAndPoisonHoldsNobodyUp() {
    // Given
    Edge edge = Edge.register(store, cluster("newest"));
    PolicyEngine engine = PolicyEngine.assign(store, "newest");
    ResourceId id = flux("newest", "base");
    Incoming good = engine.writes(id, "main");
    Incoming noDigest =
        record(
            new Deployment(
                flux("newest", "other"),
                engine.basis(id),
                new Action.Write("?", OnUnassign.Keep, properties("a", "b"), List.of())));
    Incoming poison = new Incoming(good.topic(), 0, 7, good.type(), good.key(), new byte[] {'{'});
    Incoming nul = engine.writes(flux("newest", "nul"), "a\u0000b");

    // When
    List<DeadLetter> dead = ingest(engine.writes(id, "older"), poison, noDigest, nul, good);

    // Then
    assertThat(dead)
        .extracting(DeadLetter::reason)
        .satisfiesExactlyInAnyOrder(
            reason -> assertThat(reason).startsWith("not readable"),
            reason -> assertThat(reason).startsWith("digest is not"),
            reason -> assertThat(reason).startsWith("the database refuses it: SQL state 22"));
    assertThat(edge.find(id).properties().path("branch").asText()).isEqualTo("main");
  }

  private static void connect(Edge edge) {
    store.ask(
        () ->
            Ingestor.ofFacts(
                    Pool.newInstance(store.pool()),
                    Duration.ofMinutes(15),
                    store.clock(),
                    new IngestStatus(store.clock()),
                    () -> {})
                .ingest(List.of(edge.opened(10), edge.said(10, 1, new ReportBody.Heartbeat()))));
  }

  private static StoredConfiguration find(ResourceId id) {
    return store.ask(() -> store.configurations().find(id)).orElseThrow();
  }

  private static ManagedBy manager(StoredConfiguration stored) {
    return Objects.requireNonNull(stored.managedBy());
  }

  /// What is said of a cluster.
  private static String state(String cluster) {
    return text(
        "select effective_compliance || ' ' || effective_reason || ' ' ||"
            + " coalesce(case when effective_reason = failure_reason then failure_message"
            + " else message end, 'null') from policy_states where resource_key = '"
            + cluster(cluster).key()
            + "'");
  }

  private static List<DeadLetter> ingest(Incoming... records) {
    Ingestor ingestor = records[0].topic().equals("fairlead.deployments") ? deployments : verdicts;
    return store.ask(() -> ingestor.ingest(List.of(records)));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(String sql) {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).as(sql).isTrue();
      return String.valueOf(row.getString(1));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}

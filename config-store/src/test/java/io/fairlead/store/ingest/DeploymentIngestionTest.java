package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.fluxV1;
import static io.fairlead.store.Samples.properties;
import static io.fairlead.store.Samples.write;
import static io.fairlead.store.ingest.PolicyEngine.asItIs;
import static io.fairlead.store.ingest.PolicyEngine.digest;
import static io.fairlead.store.ingest.PolicyEngine.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action;
import io.fairlead.contract.policy.Deployment.Basis;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.store.Principal;
import io.fairlead.store.Seals;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What policies want written, batch by batch.
@Tag("process")
class DeploymentIngestionTest {
  private static PolicyIngestion ingestion;
  private static StoreUnderTest store;

  @BeforeAll
  static void open() {
    ingestion = PolicyIngestion.open();
    store = ingestion.store();
  }

  @AfterAll
  static void close() {
    ingestion.close();
  }

  @Test
  void writesAConfigurationThatIsTheAssignments() {
    // Given
    Edge.register(store, cluster("fresh"));
    PolicyEngine engine = PolicyEngine.assign(store, "fresh");
    int before = ingestion.changes().get();

    // When
    ingestion.ingest(engine.as("gitops").writes(flux("fresh", "Base"), "main"));

    // Then
    StoredConfiguration written = ingestion.find(flux("fresh", "base"));
    Principal assignment = Principal.named(engine.assignment().id().toString(), "ManagedIdentity");
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
    assertThat(ingestion.changes().get()).isEqualTo(before + 1);
  }

  @Test
  void theSameBatchAgainChangesNothing() {
    // Given
    Edge.register(store, cluster("again"));
    PolicyEngine engine = PolicyEngine.assign(store, "again");
    Incoming[] batch = {
      engine.writes(flux("again", "one"), "main"),
      engine.writes(fluxV1("again", "two"), "main"),
      engine.as("bad").writes(flux("again", "three"), properties("bad", "x"))
    };
    ingestion.ingest(batch);
    String before = ingestion.rows("again");
    int changes = ingestion.changes().get();
    store.pass(Duration.ofSeconds(1));

    // When
    ingestion.ingest(batch);

    // Then
    assertThat(ingestion.rows("again"))
        .isEqualTo(before)
        .contains("one", "two", "'properties.bad'");
    assertThat(ingestion.changes().get()).isEqualTo(changes);
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
    ingestion.ingest(
        record(new Deployment(id, basis, PolicyEngine.wanted(properties("branch", "main")))),
        record(
            new Deployment(flux(name, "bad"), basis, PolicyEngine.wanted(properties("bad", "x")))));

    // Then
    assertThat(store.ask(() -> store.configurations().find(id))).isEmpty();
    assertThat(ingestion.failures(name)).isZero();
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
    ingestion.counted().reset();

    // When
    ingestion.ingest(batch.toArray(Incoming[]::new));

    // Then
    assertThat(ingestion.counted().statements()).isBetween(1, 15);
    assertThat(ingestion.text("select count(*) from configurations where id_key like '%/many%'"))
        .isEqualTo("400");
  }

  @Test
  void usersAndPoliciesNeverWaitForEachOtherInACircle() throws Exception {
    // Given
    PolicyEngine engine = PolicyEngine.assign(store, "circle");
    List<Edge> edges =
        IntStream.range(0, 16).mapToObj(i -> Edge.register(store, cluster("race" + i))).toList();
    edges.forEach(ingestion::connect);
    long failures = ingestion.status().failures();

    // When: policies and clusters change as well
    PolicyEngine changing = PolicyEngine.assign(store, "circle-changing");
    for (int round = 0; round < 25; round++) {
      List<Incoming> writes = new ArrayList<>();
      List<Incoming> backwards = new ArrayList<>();
      List<Incoming> said = new ArrayList<>();
      List<CompletableFuture<?>> work = new ArrayList<>();
      ResourceId doomed = Edge.register(store, cluster("doomed" + round)).cluster();
      writes.add(engine.writes(flux(doomed.name(), "base"), "main"));
      for (int i = 0; i < edges.size(); i++) {
        ResourceId id = flux("race" + i, "base");
        writes.add(engine.writes(id, "policy" + round));
        writes.add(changing.writes(flux("race" + i, "other"), "policy" + round));
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
      work.add(store.start(() -> ingestion.deployments().ingest(writes)));
      work.add(store.start(() -> ingestion.deployments().ingest(backwards)));
      work.add(store.start(() -> ingestion.verdicts().ingest(said)));
      for (int i = 0; i < edges.size(); i += 3) {
        ResourceId id = flux("race" + i, "base");
        String branch = "user" + round;
        work.add(store.start(() -> store.configurations().put(write(id, branch), ANYTHING)));
        ResourceId other = flux("race" + (i + 1) % edges.size(), "base");
        work.add(store.start(() -> store.configurations().delete(other, ANYTHING, true)));
      }
      PolicyEngine before = changing;
      String news = "{\"n\": \"%d\"}".formatted(round);
      work.add(
          store.start(() -> store.policies().put(write(before.assignment().id(), news), ANYTHING)));
      work.add(store.start(() -> engine.exempting(doomed.toString(), "")));
      work.add(store.start(() -> store.clusters().delete(doomed, ANYTHING)));
      CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      changing = before.current();
    }

    // Then
    assertThat(ingestion.status().failures()).isEqualTo(failures);
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
    ResourceId elsewhere = flux("newest", "elsewhere");
    Incoming moved =
        asItIs(
            new Deployment(
                elsewhere,
                engine.basis(id),
                new Action.Write(
                    digest(properties("branch", "main")),
                    OnUnassign.Keep,
                    Seals.SEAL.sealToText(id, properties("branch", "main")),
                    List.of())));

    // When
    List<DeadLetter> dead =
        ingestion.ingest(engine.writes(id, "older"), poison, noDigest, moved, good);

    // Then
    assertThat(dead)
        .extracting(DeadLetter::reason)
        .satisfiesExactlyInAnyOrder(
            reason -> assertThat(reason).startsWith("not readable"),
            reason -> assertThat(reason).startsWith("digest is not"),
            reason -> assertThat(reason).contains("belongs to something else"));
    assertThat(edge.find(id).properties().path("branch").asText()).isEqualTo("main");
  }
}

package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.store.Samples;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredPolicy;
import io.fairlead.store.WriteOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deployments that were decided before somebody exempted their cluster.
@Tag("process")
class ExemptedDeploymentTest {
  private static final String SUBSCRIPTION = "/subscriptions/" + Samples.SUBSCRIPTION;

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

  @ParameterizedTest
  @ValueSource(strings = {"", "/resourceGroups/EDGE", "/resourceGroups/edge/providers/%s/%s"})
  void nothingIsWrittenWhereItIsExemptMeanwhile(String within) {
    // Given
    String name = "exempt-" + within.length();
    Edge.register(store, cluster(name));
    PolicyEngine engine = PolicyEngine.assign(store, name);
    Incoming write = engine.writes(flux(name, "base"), "main");
    Incoming bad = engine.writes(flux(name, "bad"), properties("bad", "x"));
    engine.exempt(SUBSCRIPTION + within.formatted(Samples.CLUSTERS, name), "");
    int changes = ingestion.changes().get();

    // When
    List<DeadLetter> dead = ingestion.ingest(write, bad);

    // Then
    assertThat(dead).isEmpty();
    assertThat(store.ask(() -> store.configurations().find(flux(name, "base")))).isEmpty();
    assertThat(ingestion.failures(name)).isZero();
    assertThat(ingestion.changes().get()).isEqualTo(changes);
  }

  @Test
  void anExemptionConcernsNoOtherClusterAssignmentOrReferenceAndNobodyOnceItHasExpired() {
    // Given
    Edge.register(store, cluster("beside"));
    Edge.register(store, cluster("beside-2"));
    PolicyEngine engine = PolicyEngine.assign(store, "beside");
    PolicyEngine other = PolicyEngine.assign(store, "beside-other");
    PolicyEngine expired = PolicyEngine.assign(store, "beside-expired");
    engine.exempt(cluster("beside").toString(), ", \"policyDefinitionReferenceIds\": [\"One\"]");
    expired.exempt(
        SUBSCRIPTION, ", \"expiresOn\": \"%s\"".formatted(store.clock().instant().toString()));

    // When
    ingestion.ingest(
        engine.as("one").writes(flux("beside", "exempt"), "main"),
        engine.as("two").writes(flux("beside", "reference"), "main"),
        engine.as("one").writes(flux("beside-2", "cluster"), "main"),
        other.as("one").writes(flux("beside", "assignment"), "main"),
        expired.writes(flux("beside", "expired"), "main"));

    // Then
    assertThat(store.ask(() -> store.configurations().find(flux("beside", "exempt")))).isEmpty();
    assertThat(ingestion.find(flux("beside", "reference"))).isNotNull();
    assertThat(ingestion.find(flux("beside-2", "cluster"))).isNotNull();
    assertThat(ingestion.find(flux("beside", "assignment"))).isNotNull();
    assertThat(ingestion.find(flux("beside", "expired"))).isNotNull();
  }

  @Test
  void anExemptionHasExpiredOnceItHasByTheClockOfWhoeverDecided() {
    // Given: a clock that is a second ahead of the store's
    Edge.register(store, cluster("ahead"));
    PolicyEngine engine = PolicyEngine.assign(store, "ahead");
    Instant expiresOn = store.clock().instant().plusSeconds(1);
    engine.exempt(SUBSCRIPTION, ", \"expiresOn\": \"%s\"".formatted(expiresOn));

    // When
    ingestion.ingest(
        engine.writesAt(expiresOn.minusMillis(1), flux("ahead", "exempt")),
        engine.writesAt(expiresOn, flux("ahead", "expired")));

    // Then
    assertThat(store.ask(() -> store.configurations().find(flux("ahead", "exempt")))).isEmpty();
    assertThat(ingestion.find(flux("ahead", "expired"))).isNotNull();
  }

  @Test
  void nothingIsWithdrawnEvenWhenTheAssignmentIsGone() {
    // Given
    Edge edge = Edge.register(store, cluster("kept"));
    PolicyEngine engine = PolicyEngine.assign(store, "kept");
    ResourceId id = flux("kept", "base");
    ingestion.ingest(engine.writes(id, "main"));
    engine.exempt(cluster("kept").toString(), "");
    store.ask(() -> store.policies().delete(engine.assignment().id(), ANYTHING));

    // When
    ingestion.ingest(
        PolicyEngine.record(
            new Deployment(id, engine.basisOfAGoneAssignment(id), new Action.Withdraw())));

    // Then
    assertThat(edge.find(id).lifecycle()).isEqualTo(Lifecycle.Active);
  }

  @Test
  void anExemptionWaitsForWhatIsBeingWritten() throws Exception {
    // Given: a batch that has seen no exemption, and that somebody holds up
    Edge.register(store, cluster("before"));
    PolicyEngine engine = PolicyEngine.assign(store, "before");
    ResourceId id = flux("before", "base");
    ingestion.ingest(engine.writes(id, "main"));
    Incoming write = engine.writes(id, "next");
    try (Connection other = store.database().connect()) {
      hold(other, "select 1 from configurations where id_key = '" + id.key() + "' for update");
      CompletableFuture<List<DeadLetter>> writing =
          store.start(() -> ingestion.deployments().ingest(List.of(write)));
      awaitWaiting(1);

      // When
      CompletableFuture<WriteOutcome<StoredPolicy>> exempting =
          store.start(() -> engine.exempting(SUBSCRIPTION, ""));

      // Then
      awaitWaiting(2);
      other.rollback();
      assertThat(writing.get(30, TimeUnit.SECONDS)).isEmpty();
      assertThat(exempting.get(30, TimeUnit.SECONDS)).isInstanceOf(WriteOutcome.Created.class);
      assertThat(ingestion.find(id).properties().path("branch").asText()).isEqualTo("next");
    }
  }

  @Test
  void whatIsToBeWrittenWaitsForAnExemption() throws Exception {
    // Given: an exemption that somebody holds up
    Edge.register(store, cluster("after"));
    PolicyEngine engine = PolicyEngine.assign(store, "after");
    ResourceId id = flux("after", "base");
    Incoming write = engine.writes(id, "main");
    try (Connection other = store.database().connect()) {
      hold(other, "lock table operations in share mode");
      CompletableFuture<WriteOutcome<StoredPolicy>> exempting =
          store.start(() -> engine.exempting(SUBSCRIPTION, ""));
      awaitWaiting(1);

      // When
      CompletableFuture<List<DeadLetter>> writing =
          store.start(() -> ingestion.deployments().ingest(List.of(write)));

      // Then
      awaitWaiting(2);
      other.rollback();
      assertThat(exempting.get(30, TimeUnit.SECONDS)).isInstanceOf(WriteOutcome.Created.class);
      assertThat(writing.get(30, TimeUnit.SECONDS)).isEmpty();
      assertThat(store.ask(() -> store.configurations().find(id))).isEmpty();
    }
  }

  private static void hold(Connection connection, String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void awaitWaiting(int sessions) {
    await().atMost(Duration.ofSeconds(30)).until(() -> store.waitingForLocks() == sessions);
  }
}

package io.fairlead.local.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.embedded.StartException;
import io.fairlead.local.Fleet;
import io.fairlead.session.core.SessionSnapshot;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedFleetTest {
  private static final UUID UID = new UUID(1, 2);

  @TempDir Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final FakeHub hub = new FakeHub(vertx);
  private Path tokenFile = Path.of("");

  @BeforeEach
  void writeToken() throws IOException {
    tokenFile = Files.writeString(directory.resolve("token"), "secret\n");
  }

  @AfterEach
  void close() {
    hub.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void registersItsClustersWithTheirKeys() throws Exception {
    // When
    try (SimulatedFleet fleet = start(2)) {
      // Then
      assertThat(fleet.names()).containsExactly("sim-ship-01", "sim-ship-02");
      assertThat(hub.registered).hasSize(2);
      assertThat(hub.registered.toString())
          .contains("/resourceGroups/fleet/providers/Microsoft.Kubernetes/connectedClusters/")
          .contains("agentPublicKeyCertificate")
          .contains("simulated");
    }
  }

  @Test
  void isTheSameFleetAfterARestart() throws Exception {
    // Given
    start(1).close();
    hub.clusters.clear();
    // When
    start(1).close();
    // Then
    assertThat(hub.registered.get(0)).isEqualTo(hub.registered.get(1));
  }

  @Test
  void leavesAClusterAsItIsThatIsRegisteredWithItsKey() throws Exception {
    // Given
    start(1).close();
    // When
    start(1).close();
    // Then
    assertThat(hub.registered).hasSize(1);
  }

  @Test
  void keepsTheTagsOfAClusterThatGetsAnotherKey() throws Exception {
    // Given
    start(1).close();
    hub.clusters.replaceAll(
        (path, body) ->
            """
            {"tags": {"ring": "canary"}, "properties": {"agentPublicKeyCertificate": "another"}}""");
    // When
    start(1).close();
    // Then
    assertThat(hub.registered.get(1)).contains("\"tags\":{\"ring\":\"canary\"}");
  }

  @Test
  void triesAgainWhenTheApiIsBusy() throws Exception {
    // Given
    hub.refusals.add(503);
    // When
    start(1).close();
    // Then
    assertThat(hub.registered).hasSize(1);
  }

  @Test
  void saysWhyAClusterCannotBeRegistered() {
    // Given
    hub.refusals.add(401);
    // When, Then
    assertThatThrownBy(() -> start(1))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("sim-ship-01 not registered: HTTP 401");
  }

  @Test
  void reportsAStatusThatIsNamedSimulated() throws Exception {
    // Given
    hub.wanted = List.of(flux("baseline", 5, "https://git.example.org/x", false));
    // When
    try (SimulatedFleet fleet = start(1)) {
      await().until(() -> hub.statuses.size() == 1);
      // Then
      ConfigurationStatus status = hub.statuses.getFirst();
      assertThat(status.compliance()).isEqualTo(Compliance.Compliant);
      assertThat(status.message()).startsWith("simulated: ");
      assertThat(status.sourceSyncedCommitId()).startsWith("main@sha1:");
      JsonNode objects = java.util.Objects.requireNonNull(status.objects());
      assertThat(objects.findValuesAsText("kind"))
          .containsExactly("GitRepository", "Kustomization");
      assertThat(objects.findValuesAsText("name")).contains("baseline-apps");
      assertThat(objects.findValuesAsText("reason"))
          .containsOnly("SimulatedReconciliationSucceeded");
      assertThat(fleet.cluster("sim-ship-01").held()).hasSize(1);
    }
  }

  @Test
  void reportsSuspendedAndFailedAsAsked() throws Exception {
    // Given
    hub.wanted =
        List.of(
            flux("asleep", 5, "https://git.example.org/x", true),
            flux("broken", 6, "https://fail.invalid/x", false),
            sourceControl("legacy", 7));
    // When
    try (SimulatedFleet fleet = start(1)) {
      await().until(() -> hub.statuses.size() == 3);
      // Then
      assertThat(compliance("asleep")).isEqualTo(Compliance.Suspended);
      assertThat(compliance("broken")).isEqualTo(Compliance.NonCompliant);
      assertThat(compliance("legacy")).isEqualTo(Compliance.Compliant);
      assertThat(fleet.names()).hasSize(1);
    }
  }

  @Test
  void confirmsDeletions() throws Exception {
    // Given
    GatewayFrame.Change change = flux("old", 5, "https://git.example.org/x", false);
    hub.wanted =
        List.of(
            new GatewayFrame.Change(change.id(), UID, 6, Lifecycle.Deleting, change.properties()));
    // When
    try (SimulatedFleet fleet = start(1)) {
      // Then
      await().until(() -> hub.removed.size() == 1);
      assertThat(fleet.cluster("sim-ship-01").held()).hasSize(1);
    }
  }

  @Test
  void S17_startsFromNothingAfterAWipe() throws Exception {
    // Given
    hub.wanted = List.of(flux("baseline", 5, "https://git.example.org/x", false));
    try (SimulatedFleet fleet = start(1)) {
      SimulatedCluster cluster = fleet.cluster("sim-ship-01");
      await().until(() -> hub.statuses.size() == 1);
      // When
      cluster.wipe();
      cluster.start();
      // Then
      await().until(() -> hub.hellos.size() == 2);
      assertThat(hub.hellos.getLast().held().count()).isZero();
      await().until(() -> hub.statuses.size() == 2);
    }
  }

  @Test
  void S15_holdsRemovalsBackUntilAFileConfirmsThem() throws Exception {
    // Given
    hub.wanted =
        IntStream.range(0, 5)
            .mapToObj(number -> flux("c" + number, 5, "https://git.example.org/x", false))
            .toList();
    try (SimulatedFleet fleet = start(1)) {
      SimulatedCluster cluster = fleet.cluster("sim-ship-01");
      await().until(() -> hub.statuses.size() == 5);
      cluster.disconnect();
      hub.unwanted = hub.wanted.stream().map(GatewayFrame.Change::id).toList();
      hub.wanted = List.of();
      hub.epoch = 2;
      cluster.reconnect();
      await().until(() -> cluster.snapshot().orElseThrow().withheldEpoch() == 2);
      assertThat(cluster.held()).hasSize(5);
      // When
      Files.createFile(directory.resolve("clusters/sim-ship-01/confirm-removals"));
      // Then
      await().until(() -> cluster.held().isEmpty());
      assertThat(cluster.snapshot().map(SessionSnapshot::epoch)).contains(2L);
    }
  }

  private Compliance compliance(String name) {
    return hub.statuses.stream()
        .filter(status -> status.observed().id().name().equals(name))
        .map(ConfigurationStatus::compliance)
        .findFirst()
        .orElseThrow();
  }

  private SimulatedFleet start(int clusters) throws InterruptedException {
    return SimulatedFleet.start(
        new Fleet.Settings(
            hub.root(), hub.root(), tokenFile, clusters, directory.resolve("clusters")));
  }

  private static GatewayFrame.Change flux(
      String name, long generation, String url, boolean suspend) {
    String properties =
        """
        {"scope":"cluster","namespace":"flux-system","sourceKind":"GitRepository","suspend":%s,
         "gitRepository":{"url":"%s","repositoryRef":{"branch":"main"}},
         "kustomizations":{"apps":{"path":"./apps"}}}
        """
            .formatted(suspend, url);
    return change("fluxConfigurations", name, generation, properties);
  }

  private static GatewayFrame.Change sourceControl(String name, long generation) {
    return change(
        "sourceControlConfigurations",
        name,
        generation,
        "{\"repositoryUrl\":\"git@git.example.org:x/y\"}");
  }

  private static GatewayFrame.Change change(
      String type, String name, long generation, String properties) {
    ResourceId id =
        ResourceId.cluster(
                SimulatedFleet.SUBSCRIPTION,
                SimulatedFleet.RESOURCE_GROUP,
                "Microsoft.Kubernetes/connectedClusters",
                "sim-ship-01")
            .extension("Microsoft.KubernetesConfiguration/" + type, name);
    return new GatewayFrame.Change(
        id,
        UID,
        generation,
        Lifecycle.Active,
        Json.readTree(properties.getBytes(StandardCharsets.UTF_8)));
  }
}

package io.fairlead.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class FluxStandInTest {
  private static TestCluster cluster;
  private String namespace;
  private FluxStandIn flux;

  @BeforeAll
  static void open() {
    cluster = TestCluster.of(FluxStandInTest.class);
    cluster.installFluxDefinitions();
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  @BeforeEach
  void start(TestInfo test) {
    namespace = cluster.makeNamespaceWith(Integer.toHexString(test.getDisplayName().hashCode()));
    flux = FluxStandIn.in(cluster.client(), namespace);
  }

  @AfterEach
  void stop() {
    flux.close();
  }

  @Test
  void fetchesASourceAndAppliesItsKustomization() {
    // Given
    make(FluxObjects.kustomization(namespace, "apps", "fleet", "[]"));
    awaitReason(kustomization("apps"), "ArtifactFailed");
    // When
    make(FluxObjects.repository(namespace, "fleet"));
    // Then
    awaitReason(kustomization("apps"), "ReconciliationSucceeded");
    JsonNode source = read(repository("fleet"));
    assertThat(source.at("/status/artifact/revision").asText()).startsWith("main@sha1:");
    assertThat(read(kustomization("apps")).at("/status/lastAppliedRevision"))
        .isEqualTo(source.at("/status/artifact/revision"));
    assertThat(source.at("/status/observedGeneration").asLong()).isOne();
    assertThat(source.at("/metadata/finalizers/0").asText()).isEqualTo("finalizers.fluxcd.io");
  }

  @Test
  void appliesWhatDependsOnAnotherAfterIt() {
    // Given
    make(FluxObjects.repository(namespace, "fleet"));
    flux.fail(kustomization("base"), "no such path");
    make(FluxObjects.kustomization(namespace, "base", "fleet", "[]"));
    make(FluxObjects.kustomization(namespace, "apps", "fleet", "[{name: base}]"));
    awaitReason(kustomization("apps"), "DependencyNotReady");
    // When
    flux.heal(kustomization("base"));
    // Then
    awaitReason(kustomization("apps"), "ReconciliationSucceeded");
  }

  @Test
  void saysWhyAnObjectFailsAndKeepsWhatItHad() {
    // Given
    make(FluxObjects.repository(namespace, "fleet"));
    awaitReason(repository("fleet"), "Succeeded");
    // When
    flux.fail(repository("fleet"), "authentication required");
    // Then
    awaitReason(repository("fleet"), "GitOperationFailed");
    JsonNode failed = read(repository("fleet"));
    assertThat(failed.at("/status/conditions/0/status").asText()).isEqualTo("False");
    assertThat(failed.at("/status/conditions/0/message").asText())
        .isEqualTo("authentication required");
    assertThat(failed.at("/status/artifact/revision").asText()).isNotEmpty();
  }

  @Test
  void passesANewRevisionOn() {
    // Given
    make(FluxObjects.repository(namespace, "fleet"));
    make(FluxObjects.kustomization(namespace, "apps", "fleet", "[]"));
    awaitReason(kustomization("apps"), "ReconciliationSucceeded");
    // When
    flux.publish("main@sha1:2222");
    // Then
    await()
        .until(
            () ->
                read(kustomization("apps"))
                    .at("/status/lastAppliedRevision")
                    .asText()
                    .equals("main@sha1:2222"));
  }

  @Test
  void holdsDeletedObjectsUntilToldToLetThemGo() {
    // Given
    make(FluxObjects.repository(namespace, "fleet"));
    awaitReason(repository("fleet"), "Succeeded");
    flux.holdDeletions();
    cluster.client().resource(FluxObjects.repository(namespace, "fleet")).delete();
    assertThat(read(repository("fleet")).at("/metadata/deletionTimestamp").isTextual()).isTrue();
    // When
    flux.releaseDeletions();
    // Then
    await().pollInterval(Duration.ofMillis(20)).until(() -> find(repository("fleet")) == null);
  }

  @Test
  void takesAsLongOverADeletionAsItIsTold() {
    // Given
    make(FluxObjects.repository(namespace, "fleet"));
    awaitReason(repository("fleet"), "Succeeded");
    flux.delayDeletions(Duration.ofMillis(300));
    long begun = System.nanoTime();
    // When
    cluster.client().resource(FluxObjects.repository(namespace, "fleet")).delete();
    // Then
    await().pollInterval(Duration.ofMillis(20)).until(() -> find(repository("fleet")) == null);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void doesWhatWasLeftUndoneWhenResumed() {
    // Given
    flux.pause();
    make(FluxObjects.repository(namespace, "fleet"));
    // When
    flux.resume();
    // Then
    awaitReason(repository("fleet"), "Succeeded");
  }

  private ObjectRef repository(String name) {
    return new ObjectRef(ManagedKind.GitRepository, namespace, name);
  }

  private ObjectRef kustomization(String name) {
    return new ObjectRef(ManagedKind.Kustomization, namespace, name);
  }

  private static void make(GenericKubernetesResource object) {
    cluster.client().resource(object).create();
  }

  private static GenericKubernetesResource find(ObjectRef ref) {
    return cluster
        .client()
        .genericKubernetesResources(FluxDefinitions.context(ref.kind(), "v1"))
        .inNamespace(ref.namespace())
        .withName(ref.name())
        .get();
  }

  private static JsonNode read(ObjectRef ref) {
    return new ObjectMapper().valueToTree(find(ref));
  }

  private static void awaitReason(ObjectRef ref, String reason) {
    await(ref + " with " + reason)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> read(ref).at("/status/conditions/0/reason").asText().equals(reason));
  }
}

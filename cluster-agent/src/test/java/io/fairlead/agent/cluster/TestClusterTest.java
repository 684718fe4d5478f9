package io.fairlead.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fairlead.agent.object.ManagedKind;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestClusterTest {
  private static final String GIT = "url: 'https://example.org/fleet', interval: 10m0s";
  private static TestCluster cluster;

  @BeforeAll
  static void open() {
    cluster = TestCluster.of(TestClusterTest.class);
    cluster.installFluxDefinitions();
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  @Test
  void givesEachInstanceANamespaceOfItsOwn() {
    // When
    try (TestCluster other = TestCluster.of(TestClusterTest.class)) {
      // Then
      assertThat(other.namespace())
          .startsWith("test-cluster-test-")
          .isNotEqualTo(cluster.namespace());
      assertThat(other.client().namespaces().withName(other.namespace()).get()).isNotNull();
    }
  }

  @Test
  void tellsAWatchOfALabelOnlyOfObjectsThatHaveIt() {
    // Given
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    try (var _ = cluster.client().configMaps().withLabel("wanted", "yes").watch(into(seen))) {
      // When
      cluster.client().resource(configMap("unseen", Map.of(), List.of())).create();
      cluster.client().resource(configMap("seen", Map.of("wanted", "yes"), List.of())).create();
      // Then
      await().until(() -> !seen.isEmpty());
      assertThat(seen).containsExactly("ADDED seen");
    }
  }

  @Test
  void keepsADeletedObjectUntilItsLastFinalizerIsGone() {
    // Given
    var held = cluster.client().resource(configMap("held", Map.of(), List.of("test/hold")));
    held.create();
    // When
    held.delete();
    // Then
    assertThat(held.get().isMarkedForDeletion()).isTrue();
    held.edit(
        object ->
            new ConfigMapBuilder(object)
                .editMetadata()
                .withFinalizers(List.of())
                .endMetadata()
                .build());
    assertThat(held.get()).isNull();
  }

  @Test
  void changesAStatusThroughItsSubresourceAlone() {
    // Given
    var repository = FluxObjects.repository(cluster.namespace(), "with-status");
    cluster.client().resource(repository).create();
    GenericKubernetesResource changed = cluster.client().resource(repository).get();
    changed.setAdditionalProperty("status", Map.of("observedGeneration", 7));
    // When
    cluster.client().resource(changed).update();
    int byUpdate = observedGeneration(repository);
    changed.getMetadata().setResourceVersion(null);
    cluster.client().resource(changed).updateStatus();
    // Then
    assertThat(byUpdate).isNotEqualTo(7);
    assertThat(observedGeneration(repository)).isEqualTo(7);
  }

  @NeedsRealApiServer
  @Test
  void recordsWhoAppliedAField() {
    // Given
    var applied = configMap("applied", Map.of("of", "agent"), List.of());
    // When
    var result = cluster.client().resource(applied).fieldManager("agent").serverSideApply();
    // Then
    assertThat(result.getMetadata().getManagedFields())
        .anySatisfy(entry -> assertThat(entry.getManager()).isEqualTo("agent"));
  }

  @NeedsRealApiServer
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GitRepository | {"
            + GIT
            + ", ref: {semver: '>=1.0.0'}, secretRef: {name: key}, provider: azure}",
        "Bucket | {bucketName: fleet, endpoint: example.org, interval: 1m, provider: azure, insecure: true}",
        "OCIRepository | {url: 'oci://example.org/fleet', interval: 1m, ref: {digest: 'sha256:0'}, "
            + "layerSelector: {mediaType: text/plain, operation: copy}, verify: {provider: cosign}}",
        "Kustomization | {interval: 1m, prune: true, sourceRef: {kind: Bucket, name: fleet}, wait: true, "
            + "dependsOn: [{name: base}], postBuild: {substitute: {a: b}, substituteFrom: [{kind: Secret, name: s, optional: true}]}}"
      })
  void acceptsWhatFluxAccepts(ManagedKind kind, String spec) {
    // Given
    var wanted = FluxObjects.object(kind, "v1", cluster.namespace(), "good", spec);
    // When
    GenericKubernetesResource made = cluster.client().resource(wanted).create();
    // Then
    Map<String, Object> kept = made.get("spec");
    Map<String, Object> asked = wanted.get("spec");
    assertThat(kept).containsAllEntriesOf(asked);
  }

  @NeedsRealApiServer
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GitRepository | v1 | {url: 'ftp://example.org/fleet', interval: 1m} | spec.url",
        "GitRepository | v1 | {" + GIT + ", timeout: 1h} | spec.timeout",
        "GitRepository | v1beta2 | {"
            + GIT
            + ", verify: {mode: HEAD, secretRef: {name: k}}} | spec.verify.mode",
        "Bucket | v1 | {endpoint: example.org, interval: 1m} | spec.bucketName",
        "Bucket | v1beta2 | {bucketName: b, endpoint: e, interval: 1m, provider: s3} | spec.provider",
        "OCIRepository | v1 | {url: 'https://example.org/fleet', interval: 1m} | spec.url",
        "OCIRepository | v1beta2 | {url: 'oci://e/f', interval: 1d} | spec.interval",
        "Kustomization | v1 | {interval: 1m, prune: true} | spec.sourceRef",
        "Kustomization | v1 | {interval: 1m, prune: 'yes', sourceRef: {kind: Bucket, name: b}} | spec.prune",
        "Kustomization | v1beta2 | {interval: 1m, prune: true, sourceRef: {kind: Pod, name: b}} | spec.sourceRef.kind"
      })
  void refusesWhatFluxRefuses(ManagedKind kind, String version, String spec, String field) {
    // Given
    var wanted = FluxObjects.object(kind, version, cluster.namespace(), "bad", spec);
    // When / Then
    assertThatThrownBy(() -> cluster.client().resource(wanted).create())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(422))
        .hasMessageContaining(field);
  }

  @NeedsRealApiServer
  @Test
  void forgetsFieldsThatFluxDoesNotKnow() {
    // Given
    var wanted =
        FluxObjects.object(
            ManagedKind.GitRepository,
            "v1",
            cluster.namespace(),
            "odd",
            "{" + GIT + ", branch: main}");
    // When
    GenericKubernetesResource made = cluster.client().resource(wanted).create();
    // Then
    Map<String, Object> kept = made.get("spec");
    assertThat(kept).doesNotContainKey("branch").containsEntry("timeout", "60s");
  }

  @NeedsRealApiServer
  @Test
  void leavesNothingBehindEvenWhatIsHeldByFinalizers() {
    // Given
    TestCluster passing = TestCluster.of(TestClusterTest.class);
    passing.alsoRemoveLabelled("of", passing.namespace());
    passing.client().resource(configMap("held", Map.of(), List.of("test/hold"))).create();
    passing
        .client()
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(passing.namespace())
                .addToLabels("of", passing.namespace())
                .endMetadata()
                .build())
        .create();
    String other = passing.makeNamespaceWith("other");
    // When
    passing.close();
    // Then
    assertThat(cluster.client().namespaces().withName(passing.namespace()).get()).isNull();
    assertThat(cluster.client().namespaces().withName(other).get()).isNull();
    assertThat(cluster.client().rbac().clusterRoles().withName(passing.namespace()).get()).isNull();
  }

  @NeedsRealApiServer(servers = 2)
  @Test
  void hasASecondClusterThatSharesNothing() {
    // When
    try (TestCluster second = TestCluster.second(TestClusterTest.class)) {
      // Then
      assertThat(cluster.client().namespaces().withName(second.namespace()).get()).isNull();
    }
  }

  @NeedsRealApiServer(servers = 2)
  @Test
  void forgetsFluxsKindsWithAllTheirObjects() {
    // Given
    try (TestCluster second = TestCluster.second(TestClusterTest.class)) {
      second.installFluxDefinitions();
      var held = FluxObjects.repository(second.namespace(), "held");
      held.getMetadata().setFinalizers(List.of(FluxStandIn.FINALIZER));
      second.client().resource(held).create();
      // When
      second.removeFluxDefinitions();
      // Then
      assertThatThrownBy(() -> second.client().resource(held).create())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(404));
    }
  }

  private static int observedGeneration(GenericKubernetesResource repository) {
    GenericKubernetesResource now = cluster.client().resource(repository).get();
    Map<String, Object> status = now.get("status");
    return status == null ? -1 : (int) status.getOrDefault("observedGeneration", -1);
  }

  private static ConfigMap configMap(
      String name, Map<String, String> labels, List<String> finalizers) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .withFinalizers(finalizers)
        .endMetadata()
        .build();
  }

  private static Watcher<ConfigMap> into(Queue<String> seen) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, ConfigMap object) {
        seen.add(action + " " + object.getMetadata().getName());
      }

      @Override
      public void onClose(WatcherException cause) {
        seen.add("closed: " + cause.getMessage());
      }
    };
  }
}

package io.fairlead.systemtest.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.KubeCluster;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A configuration is deleted while its cluster is offline: the hub waits, and the cluster cleans
/// up in Flux's order when it is back.
@ScenarioTest
@NeedsRealApiServer
class DeletedWhileOfflineTest {
  private static KubeCluster cluster;

  @BeforeAll
  static void start(World world) {
    cluster = world.fleet().kube(DeletedWhileOfflineTest.class);
  }

  @AfterEach
  void release() {
    cluster.flux().releaseDeletions();
    cluster.link().restore();
  }

  @Test
  void staysDeletingUntilTheClusterHasConfirmed(World world) {
    // Given
    ResourceId gone = cluster.write("gone", "./gone");
    ResourceId kept = cluster.write("kept", "./kept");
    cluster.awaitCompliant(gone);
    cluster.awaitCompliant(kept);
    Map<String, String> before = cluster.objects().versions();
    cluster.link().cut();
    world.user().delete(gone).expect(202);
    world.awaitText(gone, "/properties/provisioningState", "Deleting");
    assertThat(cluster.objects().versions()).isEqualTo(before);
    // When
    cluster.link().restore();
    // Then
    world.awaitStatus(gone, 404);
    before.keySet().removeIf(called -> called.contains("gone"));
    assertThat(cluster.objects().versions()).containsAllEntriesOf(before);
    assertThat(cluster.objects().versions().keySet()).noneMatch(called -> called.contains("gone"));
  }

  @Test
  void theKustomizationPrunesBeforeItsSourceGoesAndTheUserSeesWhatIsWaitedFor(World world) {
    // Given
    ResourceId gone = cluster.write("slow", "./slow");
    cluster.awaitCompliant(gone);
    cluster.link().cut();
    world.user().delete(gone).expect(202);
    cluster.flux().holdDeletions();
    // When
    cluster.link().restore();
    // Then
    await("the Kustomization is asked to prune")
        .atMost(World.SOON)
        .until(
            () ->
                cluster
                    .objects()
                    .find("Kustomization slow-main")
                    .filter(GenericKubernetesResource::isMarkedForDeletion)
                    .isPresent());
    await("the user sees what is waited for")
        .atMost(World.SOON)
        .untilAsserted(
            () ->
                assertThat(world.user().get(gone).text("/properties/delivery/reason"))
                    .contains("Kustomization " + cluster.apps() + "/slow-main"));
    world.awaitText(gone, "/properties/provisioningState", "Deleting");
    assertThat(
            cluster
                .objects()
                .find("GitRepository slow")
                .filter(source -> !source.isMarkedForDeletion()))
        .isPresent();
    assertThat(cluster.objects().has("ServiceAccount fairlead-slow")).isTrue();
    cluster.flux().releaseDeletions();
    world.awaitStatus(gone, 404);
    assertThat(cluster.objects().uids().keySet()).noneMatch(called -> called.contains("slow"));
  }
}

package io.fairlead.systemtest.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.KubeCluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// S29: nobody waits for a cluster that will never return, and when it returns all the same, no
/// harm is done.
@ScenarioTest
@NeedsRealApiServer
class S29ClusterNeverReturnsTest {
  @Test
  void unregisteringDoesNotWaitAndALateAgentLeavesEverythingAsItIs(World world) {
    // Given
    KubeCluster cluster = world.fleet().kube(S29ClusterNeverReturnsTest.class);
    List<ResourceId> configurations = cluster.writeMany(3);
    Map<String, String> before = cluster.objects().versions();
    cluster.agent().kill9();
    world.user().delete(cluster.id()).expect(200);
    world.user().get(cluster.id()).expect(404);
    world.user().get(configurations.getFirst()).expect(404);
    // When
    cluster.agent().start();
    // Then
    cluster.agent().awaitReady();
    await("the hub does not let it in")
        .atMost(World.SOON)
        .until(() -> cluster.agent().refusals() >= 1);
    assertThat(cluster.agent().phase()).isNotEqualTo("LIVE");
    assertThat(cluster.objects().versions()).isEqualTo(before);
    cluster.objects().delete("Kustomization c0-main");
    await("it goes on without the hub")
        .atMost(World.SOON)
        .until(() -> cluster.objects().has("Kustomization c0-main"));
  }

  @Test
  void deletingByForceDoesNotWaitAndIsMadeGoodWhenTheClusterReturns(World world) {
    // Given
    KubeCluster cluster = world.fleet().kube(S29ClusterNeverReturnsTest.class);
    List<ResourceId> configurations = cluster.writeMany(2);
    Map<String, String> before = cluster.objects().versions();
    cluster.link().cut();
    world.user().forceDelete(configurations.getFirst()).expect(200);
    world.user().get(configurations.getFirst()).expect(404);
    assertThat(cluster.objects().versions()).isEqualTo(before);
    // When
    cluster.link().restore();
    // Then
    before.keySet().removeIf(called -> called.contains("c0"));
    await("its objects go, and the others are not touched")
        .atMost(World.SOON)
        .untilAsserted(() -> assertThat(cluster.objects().versions()).isEqualTo(before));
  }
}

package io.fairlead.systemtest.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.KubeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One of two clusters is cut off while both are given the same changes; the other does not wait.
@ScenarioTest
@NeedsRealApiServer(servers = 2)
class TwoClustersTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  @Test
  void oneIsServedAtOnceAndTheOtherEndsTheSame(World world) {
    // Given
    KubeCluster served = world.fleet().kube(TwoClustersTest.class);
    KubeCluster away = world.fleet().secondKube(TwoClustersTest.class);
    served.writeMany(4);
    away.writeMany(4);
    Map<String, String> servedBefore = served.objects().uids();
    Map<String, String> awayBefore = away.objects().versions();
    Map<String, String> awayUids = away.objects().uids();
    away.link().cut();
    change(world, away);
    // When
    change(world, served);
    // Then
    await("the one that is there is served at once")
        .atMost(AT_ONCE)
        .untilAsserted(() -> assertChanged(served, servedBefore));
    assertThat(away.objects().versions()).isEqualTo(awayBefore);
    away.link().restore();
    await("the other one ends the same")
        .atMost(World.SOON)
        .untilAsserted(() -> assertChanged(away, awayUids));
    for (KubeCluster cluster : List.of(served, away)) {
      cluster.awaitCompliant(List.of(cluster.flux("c0"), cluster.flux("c2"), cluster.flux("c3")));
      world.awaitStatus(cluster.flux("c1"), 404);
    }
    assertThat(away.objects().versions().get("Kustomization c3-main"))
        .isEqualTo(awayBefore.get("Kustomization c3-main"));
  }

  /// Changes one configuration, deletes another, and creates one of the same name as one deleted.
  private static void change(World world, KubeCluster cluster) {
    cluster.write("c0", "./c0/next");
    world.user().delete(cluster.flux("c1")).expect(202);
    world.user().forceDelete(cluster.flux("c2")).expect(200);
    world.user().put(cluster.flux("c2"), cluster.body("./c2/again")).expect(201);
  }

  private static void assertChanged(KubeCluster cluster, Map<String, String> before) {
    assertThat(cluster.objects().text("Kustomization c0-main", "spec", "path"))
        .isEqualTo("./c0/next");
    assertThat(cluster.objects().text("Kustomization c2-main", "spec", "path"))
        .isEqualTo("./c2/again");
    Map<String, String> now = cluster.objects().uids();
    assertThat(now.keySet()).noneMatch(called -> called.contains("c1"));
    for (String called : List.of("GitRepository c0", "Kustomization c0-main", "GitRepository c3")) {
      assertThat(now).containsEntry(called, before.get(called));
    }
    for (String called : List.of("GitRepository c2", "Kustomization c2-main")) {
      assertThat(now).containsKey(called).doesNotContainEntry(called, before.get(called));
    }
  }
}

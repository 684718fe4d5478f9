package io.fairlead.systemtest.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.KubeCluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// S30: the cluster drifts while the hub cannot be reached; what was changed by hand comes back
/// without the hub.
@ScenarioTest
@NeedsRealApiServer
class S30DriftWhileOfflineTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  private static final int SMALL_BYTES = 2048;

  @Test
  void whatIsChangedByHandComesBackWithoutTheHub(World world) {
    // Given
    KubeCluster cluster = world.fleet().kube(S30DriftWhileOfflineTest.class);
    cluster.writeMany(5);
    Map<String, String> before = cluster.objects().uids();
    cluster.link().cut();
    // When
    cluster
        .objects()
        .edit("GitRepository c0", "{'spec':{'url':'https://elsewhere.example.com/x'}}");
    cluster.objects().edit("Kustomization c1-main", "{'spec':{'path':'./mine','suspend':true}}");
    cluster.objects().delete("Kustomization c2-main");
    cluster.objects().delete("ServiceAccount fairlead-c3");
    // Then
    await("all is back")
        .atMost(AT_ONCE)
        .untilAsserted(
            () -> {
              assertThat(cluster.objects().text("GitRepository c0", "spec", "url"))
                  .isEqualTo("https://git.example.com/platform/baseline");
              assertThat(cluster.objects().text("Kustomization c1-main", "spec", "path"))
                  .isEqualTo("./c1");
              assertThat(cluster.objects().text("Kustomization c1-main", "spec", "suspend"))
                  .isEqualTo("false");
              assertThat(cluster.objects().uids())
                  .hasSameSizeAs(before)
                  .doesNotContainEntry("Kustomization c2-main", before.get("Kustomization c2-main"))
                  .containsKeys("Kustomization c2-main", "ServiceAccount fairlead-c3");
            });
    Map<String, String> after = cluster.objects().uids();
    long bytes = cluster.link().bytesToAgent();
    cluster.link().restore();
    cluster.agent().awaitPhase("LIVE");
    cluster.awaitCompliant(cluster.write("marker", "./marker"));
    System.out.println("reconnect after drift: bytes=" + (cluster.link().bytesToAgent() - bytes));
    assertThat(cluster.link().bytesToAgent() - bytes)
        .as("the answer to the upgrade and the marker")
        .isLessThan(SMALL_BYTES);
    assertThat(cluster.objects().uids()).containsAllEntriesOf(after);
  }
}

package io.fairlead.systemtest.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.KubeCluster;
import io.fairlead.systemtest.hub.HubProcess;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// S51: the edge node reboots while the hub cannot be reached; nothing that runs is touched, and
/// only what changed travels afterwards.
@ScenarioTest
@NeedsRealApiServer
class S51RebootWhileHubIsAwayTest {
  private static final int CONFIGURATIONS = 10;
  private static final double SMALL_BYTES = 2048;

  /// Why the hub cannot be reached.
  enum Absence {
    LINK_CUT {
      @Override
      void begin(World world, KubeCluster cluster) {
        cluster.link().cut();
      }

      @Override
      ResourceId endWithAChange(World world, KubeCluster cluster) {
        ResourceId changed = cluster.write("c0", "./c0/next");
        cluster.link().restore();
        return changed;
      }
    },
    HUB_DOWN {
      @Override
      void begin(World world, KubeCluster cluster) {
        world.hub().stop(HubProcess.AGENT_GATEWAY);
        world.hub().stop(HubProcess.CONFIG_API);
      }

      @Override
      ResourceId endWithAChange(World world, KubeCluster cluster) {
        world.hub().start(HubProcess.CONFIG_API);
        ResourceId changed = cluster.write("c0", "./c0/next");
        world.hub().start(HubProcess.AGENT_GATEWAY);
        return changed;
      }
    };

    abstract void begin(World world, KubeCluster cluster);

    abstract ResourceId endWithAChange(World world, KubeCluster cluster);
  }

  @ParameterizedTest
  @EnumSource
  void nothingThatRunsIsTouchedAndOnlyTheChangeTravels(Absence absence, World world) {
    // Given
    KubeCluster cluster = world.fleet().kube(S51RebootWhileHubIsAwayTest.class);
    cluster.writeMany(CONFIGURATIONS);
    Map<String, String> before = cluster.objects().versions();
    absence.begin(world, cluster);
    cluster.agent().kill9();
    cluster.objects().delete("Kustomization c1-main");
    // When
    cluster.agent().start();
    // Then
    cluster.agent().awaitReady();
    assertThat(cluster.agent().isAlive()).isTrue();
    await("drift is corrected without the hub")
        .atMost(World.SOON)
        .until(() -> cluster.objects().has("Kustomization c1-main"));
    before.remove("Kustomization c1-main");
    assertThat(cluster.objects().versions()).containsAllEntriesOf(before);
    await("by its own count, the agent wrote one object since the reboot")
        .atMost(World.SOON)
        .until(() -> cluster.agent().metric("fairlead_agent_objects_total") == 1);
    ResourceId changed = absence.endWithAChange(world, cluster);
    cluster.awaitCompliant(changed);
    double bytes = cluster.agent().metric("fairlead_agent_received_bytes_total");
    System.out.println("reconnect after a reboot: bytes in frames=" + bytes);
    assertThat(bytes)
        .as("the answer to what the agent has, one change, and receipts")
        .isBetween(1.0, SMALL_BYTES);
    assertThat(cluster.objects().text("Kustomization c0-main", "spec", "path"))
        .isEqualTo("./c0/next");
    before.remove("Kustomization c0-main");
    assertThat(cluster.objects().versions()).containsAllEntriesOf(before);
  }
}

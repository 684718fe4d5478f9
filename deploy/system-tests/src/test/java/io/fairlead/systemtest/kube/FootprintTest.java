package io.fairlead.systemtest.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.KubeCluster;
import io.fairlead.systemtest.edge.ProcessCost;
import io.fairlead.systemtest.user.Together;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What the agent takes of a small box when nothing happens, with the JVM options of its chart.
@ScenarioTest
@NeedsRealApiServer
@EnabledOnOs(OS.LINUX)
class FootprintTest {
  private static final int CONFIGURATIONS = 50;
  private static final int WRITES_AT_ONCE = 4;
  private static final long MOST_BYTES = 128L << 20;
  private static final double MOST_MILLICORES = 10;
  private static final double MOST_BYTES_A_DAY = 1e6;

  /// Long enough for two heartbeats.
  private static final Duration WINDOW = Duration.ofSeconds(130);

  @Test
  void isSmallWithFiftyConfigurations(World world) {
    // Given
    KubeCluster cluster = world.fleet().kube(FootprintTest.class);
    cluster.awaitCompliant(written(cluster, "first"));
    cluster.awaitCompliant(written(cluster, "second"));
    ProcessCost cost = cluster.agent().cost();
    await("what the writes took is given back")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> cost.residentBytes() <= MOST_BYTES);
    // When
    Duration processorBefore = cost.processorTime();
    long bytesBefore = cluster.link().bytesToAgent() + cluster.link().bytesFromAgent();
    Measured measured = new Measured();
    long begun = System.nanoTime();
    await()
        .atMost(WINDOW.plusSeconds(10))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              measured.resident(cost.residentBytes());
              return System.nanoTime() - begun >= WINDOW.toNanos();
            });
    // Then
    double seconds = (System.nanoTime() - begun) / 1e9;
    double millicores = cost.processorTime().minus(processorBefore).toMillis() / seconds;
    long bytes = cluster.link().bytesToAgent() + cluster.link().bytesFromAgent() - bytesBefore;
    double bytesADay = bytes / seconds * Duration.ofDays(1).toSeconds();
    System.out.printf(
        "footprint: %.1f MiB resident at most, %.1f millicores, %.0f bytes a day%n",
        measured.most / (double) (1 << 20), millicores, bytesADay);
    assertThat(measured.most).isLessThanOrEqualTo(MOST_BYTES);
    assertThat(millicores).isLessThanOrEqualTo(MOST_MILLICORES);
    assertThat(bytesADay).isLessThanOrEqualTo(MOST_BYTES_A_DAY);
  }

  private static final class Measured {
    private long most;

    void resident(long bytes) {
      most = Math.max(most, bytes);
    }
  }

  /// Configurations with a source and two kustomizations each.
  private static List<ResourceId> written(KubeCluster cluster, String value) {
    return Together.times(
        CONFIGURATIONS,
        WRITES_AT_ONCE,
        number -> {
          ObjectNode body = cluster.body("./" + value + "/" + number);
          ObjectNode infra = body.withObject("/properties/kustomizations/infra");
          infra.put("path", "./infra").put("prune", true).putArray("dependsOn").add("main");
          return cluster.write("c" + number, body);
        });
  }
}

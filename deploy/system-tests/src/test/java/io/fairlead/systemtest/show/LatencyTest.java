package io.fairlead.systemtest.show;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.user.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// From a write to the cluster's own word on it, as a user sees it.
@ScenarioTest
class LatencyTest {
  private static final int ROUNDS = 20;
  private static final Duration LIMIT = Duration.ofSeconds(1);

  @Test
  void aWriteIsReportedCompliantWithinASecond(World world) {
    // Given
    TestAgent agent = world.fleet().join("quick");
    List<Duration> figures = new ArrayList<>();
    // When
    for (int round = 0; round < ROUNDS; round++) {
      ResourceId id = flux(agent.cluster(), "latency-" + round);
      long begin = System.nanoTime();
      world.write(id, "1");
      await()
          .atMost(World.SOON)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> compliant(world.user().get(id)));
      figures.add(Duration.ofNanos(System.nanoTime() - begin));
    }
    // Then
    Collections.sort(figures);
    Duration median = figures.get(ROUNDS / 2);
    System.out.println(
        "latency median=%d ms, least=%d ms, most=%d ms"
            .formatted(
                median.toMillis(), figures.getFirst().toMillis(), figures.getLast().toMillis()));
    assertThat(median).isLessThan(LIMIT);
  }

  private static boolean compliant(Answer answer) {
    return answer.text("/properties/complianceState").equals("Compliant")
        && answer.text("/properties/delivery/state").equals("Reported");
  }
}

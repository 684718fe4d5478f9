package io.fairlead.systemtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.user.StatusWatch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// S45: after a reboot the edge's clock is wrong by a day.
@ScenarioTest
class S45EdgeClockTest {
  private static final String REVISION = "/properties/sourceSyncedCommitId";

  @ParameterizedTest
  @ValueSource(strings = {"-P1D", "P1D"})
  void statusesCountInTheOrderTheyWereSaidWhateverTheEdgeClockSays(String offset, World world) {
    // Given
    TestAgent agent = world.fleet().join("clock");
    agent.reportByHand();
    List<ResourceId> ids = world.writeMany(agent.cluster(), 1);
    ResourceId id = ids.getFirst();
    agent.awaitHeld(ids);
    agent.report(id, Compliance.Compliant, "main@sha1:1");
    world.awaitText(id, REVISION, "main@sha1:1");
    try (StatusWatch watch = StatusWatch.over(world.user(), ids)) {
      // When
      agent.kill();
      agent.clockOffset(Duration.parse(offset));
      agent.start();
      agent.report(id, Compliance.NonCompliant, "main@sha1:2");
      world.awaitText(id, REVISION, "main@sha1:2");
      agent.clockOffset(Duration.ZERO);
      agent.report(id, Compliance.Compliant, "main@sha1:3");
      // Then
      world.awaitText(id, REVISION, "main@sha1:3");
      world.awaitText(id, "/properties/complianceState", "Compliant");
      assertThat(watch.seen().get(id)).isSorted();
    }
    world.verify(agent);
  }
}

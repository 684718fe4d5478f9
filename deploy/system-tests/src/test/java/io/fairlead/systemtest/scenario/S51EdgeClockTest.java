package io.fairlead.systemtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// S51, where the edge's clock is two hours off after the reboot: its tokens are dated wrong, which
/// costs one refused attempt and nothing else.
@ScenarioTest
class S51EdgeClockTest {
  private static final int CONFIGURATIONS = 10;
  private static final long SMALL_BYTES = 2048;

  @ParameterizedTest
  @ValueSource(strings = {"PT2H", "-PT2H"})
  void anAgentWithAWrongClockKeepsWhatItHasAndGetsTheChangeAlone(String offset, World world) {
    // Given
    TestAgent agent = world.fleet().join("clock");
    List<ResourceId> ids = world.writeMany(agent.cluster(), CONFIGURATIONS);
    agent.awaitHeld(ids);
    ids.forEach(id -> world.awaitText(id, "/properties/complianceState", "Compliant"));
    Map<ResourceId, HeldConfiguration> held = agent.held();
    agent.link().cut();
    agent.kill();
    agent.clockOffset(Duration.parse(offset));
    agent.start();
    assertThat(agent.held()).as("what it holds without the hub").isEqualTo(held);
    ResourceId changed = ids.getFirst();
    world.write(changed, "next");
    // When
    agent.link().restore();
    // Then
    agent.awaitValue(changed, "next");
    assertThat(agent.traffic().refusals()).as("tokens dated by the wrong clock").isEqualTo(1);
    assertThat(agent.traffic().total().bytes())
        .as("the answer to what the agent has, and one change")
        .isBetween(1L, SMALL_BYTES);
    agent.reportByHand();
    agent.report(changed, Compliance.NonCompliant, "main@sha1:later");
    world.awaitText(changed, "/properties/sourceSyncedCommitId", "main@sha1:later");
    world.verify(agent);
  }
}

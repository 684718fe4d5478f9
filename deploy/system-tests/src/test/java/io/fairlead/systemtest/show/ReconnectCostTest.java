package io.fairlead.systemtest.show;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.check.Journal;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.user.Together;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What it costs to have been away.
@ScenarioTest
class ReconnectCostTest {
  private static final int CONFIGURATIONS = 10;
  private static final int EDITS = 1000;
  private static final int SMALL_BYTES = 1024;

  @Test
  void aThousandEditsOfTenConfigurationsArriveAsTen(World world) {
    // Given
    TestAgent agent = world.fleet().join("long-away");
    List<ResourceId> ids = world.writeMany(agent.cluster(), CONFIGURATIONS);
    world.verify(agent);
    agent.link().cut();
    Together.times(
        CONFIGURATIONS,
        number -> {
          for (int edit = 0; edit < EDITS / CONFIGURATIONS; edit++) {
            world.write(ids.get(number), "edit/" + edit);
          }
          return number;
        });
    int before = agent.journal().size();
    // When
    agent.link().restore();
    // Then
    world.verify(agent);
    List<Journal.Entry> told = agent.journal().since(before);
    assertThat(told).hasSize(CONFIGURATIONS);
    assertThat(agent.traffic().current().changed()).isEqualTo(CONFIGURATIONS);
    assertThat(told).extracting(Journal.Entry::id).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void anAgentThatMissedNothingGetsOneSmallFrame(World world) {
    // Given
    TestAgent agent = world.fleet().join("missed-nothing");
    world.writeMany(agent.cluster(), CONFIGURATIONS);
    world.verify(agent);
    // Nor has it anything left to say: an answer to that would be a frame too.
    await().atMost(World.SOON).until(() -> agent.traffic().unreported() == 0);
    agent.reportByHand();
    long session = agent.session();
    agent.stop();
    int before = agent.journal().size();
    long bytesBefore = agent.link().bytesToAgent();
    // When
    agent.start();
    agent.awaitSessionAfter(session);
    // Then
    // Whatever else the hub had to say comes before the answer to a later write.
    long bytes = agent.link().bytesToAgent() - bytesBefore;
    ResourceId marker = flux(agent.cluster(), "marker");
    world.write(marker, "1");
    agent.awaitHeld(List.of(marker));
    System.out.println("reconnect with nothing missed: bytes to the agent=" + bytes);
    assertThat(bytes).as("answer to the upgrade and one frame").isBetween(1L, (long) SMALL_BYTES);
    assertThat(agent.traffic().current().frames()).as("the answer and the marker").isEqualTo(2);
    assertThat(agent.traffic().current().changed()).isEqualTo(1);
    assertThat(agent.journal().since(before)).extracting(Journal.Entry::id).containsExactly(marker);
  }
}

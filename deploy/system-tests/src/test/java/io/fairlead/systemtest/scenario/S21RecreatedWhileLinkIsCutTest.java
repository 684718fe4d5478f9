package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.user.StatusWatch;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// S21: link cut; deleted and created again under the same name; link back.
@ScenarioTest
class S21RecreatedWhileLinkIsCutTest {
  private static final String REVISION = "/properties/sourceSyncedCommitId";

  @Test
  void theNewIncarnationReplacesTheOldAndTakesNothingOfItsStatus(World world) {
    // Given
    TestAgent agent = world.fleet().join("reborn");
    agent.reportByHand();
    ResourceId id = flux(agent.cluster(), "phoenix");
    world.write(id, "old");
    agent.awaitHeld(List.of(id));
    UUID oldUid = agent.uidOf(id);
    agent.report(id, Compliance.Compliant, "old@sha1:1");
    world.awaitText(id, REVISION, "old@sha1:1");
    agent.link().cut();
    agent.report(id, Compliance.NonCompliant, "old@sha1:2");
    world.forceDelete(id);
    world.write(id, "new");
    assertThat(world.user().get(id).text("/properties/complianceState")).isEqualTo("Pending");
    try (StatusWatch watch = StatusWatch.over(world.user(), List.of(id))) {
      // When
      agent.link().restore();
      // Then
      agent.awaitValue(id, "new");
      assertThat(agent.uidOf(id)).isNotEqualTo(oldUid);
      world.awaitText(id, "/properties/delivery/state", "Acknowledged");
      agent.report(id, Compliance.Compliant, "new@sha1:1");
      world.awaitText(id, REVISION, "new@sha1:1");
      world.awaitText(id, "/properties/complianceState", "Compliant");
      assertThat(watch.seen().get(id)).containsOnly("", "new@sha1:1");
    }
    world.verify(agent);
  }
}

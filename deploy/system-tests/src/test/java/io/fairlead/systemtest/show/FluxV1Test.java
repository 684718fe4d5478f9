package io.fairlead.systemtest.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.user.Bodies;
import org.junit.jupiter.api.Test;

/// A sourceControlConfiguration (Flux v1) goes the same way as any other.
@ScenarioTest
class FluxV1Test {
  private static final String TYPE =
      "Microsoft.KubernetesConfiguration/sourceControlConfigurations";
  private static final String COMPLIANCE = "/properties/complianceStatus/complianceState";

  @Test
  void aV1ConfigurationTravelsToItsAgentAndItsStatusComesBack(World world) {
    // Given
    TestAgent agent = world.fleet().join("legacy");
    ResourceId id = agent.cluster().extension(TYPE, "v1");
    // When
    world.user().put(id, Bodies.sourceControl("first")).expect(201);
    // Then
    agent.awaitValue(id, "first");
    world.awaitText(id, COMPLIANCE, "Installed");
    world.user().put(id, Bodies.sourceControl("second")).expect(200);
    agent.awaitValue(id, "second");
    world.awaitText(id, "/properties/delivery/state", "Reported");
    world.user().delete(id).expect(200);
    await().atMost(World.SOON).untilAsserted(() -> assertThat(agent.held()).isEmpty());
    world.awaitStatus(id, 404);
    assertThat(agent.journal().violations()).isEmpty();
  }
}

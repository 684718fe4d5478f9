package io.fairlead.systemtest.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.KubeCluster;
import io.fairlead.systemtest.hub.HubProcess;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// S15: the hub has lost everything and answers an empty list; the cluster keeps what it has.
@ScenarioTest
@NeedsRealApiServer
class S15EmptyHubTest {
  private static final int CONFIGURATIONS = 50;
  private static final String ERROR = "/properties/arcAgentProfile/agentErrors/0/message";
  private static final Pattern HELD =
      Pattern.compile(
          "Removing %d of the %d configurations .* confirms epoch (\\d+) there.*"
              .formatted(CONFIGURATIONS, CONFIGURATIONS));

  @Test
  void nothingGoesBeforeAnOperatorConfirmsItInTheCluster(World world) {
    // Given
    KubeCluster cluster = world.fleet().kube(S15EmptyHubTest.class);
    cluster.writeMany(CONFIGURATIONS);
    Map<String, String> before = cluster.objects().uids();
    loseEverything(world);
    cluster.registerAgain();
    String epoch = awaitRemovalsHeld(world, cluster);
    assertThat(cluster.objects().uids()).isEqualTo(before);
    // When
    var _ =
        cluster
            .server()
            .client()
            .resources(ConfigMap.class)
            .inNamespace(cluster.server().namespace())
            .withName("fairlead-session")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"data\":{\"confirm-removals\":\"%s\"}}".formatted(epoch));
    // Then
    await("all of it goes")
        .atMost(World.SOON)
        .untilAsserted(() -> assertThat(cluster.objects().uids()).isEmpty());
    awaitNoRemovalsHeld(world, cluster);
  }

  @Test
  void nothingIsTouchedWhenTheHubGetsItsStateBack(World world) {
    // Given
    KubeCluster cluster = world.fleet().kube(S15EmptyHubTest.class);
    cluster.writeMany(CONFIGURATIONS);
    Map<String, String> before = cluster.objects().versions();
    world.hub().dumpDatabase();
    loseEverything(world);
    cluster.registerAgain();
    var _ = awaitRemovalsHeld(world, cluster);
    world.hub().stop(HubProcess.CONFIG_API);
    // When
    world.hub().restoreDatabase();
    world.hub().wipeBroker();
    world.hub().start(HubProcess.CONFIG_API);
    world.hub().awaitHealthy();
    // Then
    awaitNoRemovalsHeld(world, cluster);
    cluster.awaitCompliant(cluster.write("marker", "./marker"));
    assertThat(cluster.objects().versions()).containsAllEntriesOf(before);
  }

  private static void loseEverything(World world) {
    world.hub().stop(HubProcess.AGENT_GATEWAY);
    world.hub().stop(HubProcess.CONFIG_API);
    world.hub().wipeDatabase();
    world.hub().wipeBroker();
    world.hub().start(HubProcess.CONFIG_API);
    world.hub().start(HubProcess.AGENT_GATEWAY);
    world.hub().awaitHealthy();
  }

  /// Waits until the API shows that the removal of everything is held back.
  ///
  /// @return the epoch to confirm
  private static String awaitRemovalsHeld(World world, KubeCluster cluster) {
    await("the API shows which removals are held back")
        .atMost(World.SOON)
        .untilAsserted(() -> assertThat(world.user().get(cluster.id()).text(ERROR)).matches(HELD));
    Matcher held = HELD.matcher(world.user().get(cluster.id()).text(ERROR));
    assertThat(held.matches()).isTrue();
    return held.group(1);
  }

  private static void awaitNoRemovalsHeld(World world, KubeCluster cluster) {
    await("the API shows that no removals are held back")
        .atMost(World.SOON)
        .untilAsserted(() -> assertThat(world.user().get(cluster.id()).text(ERROR)).isEmpty());
  }
}

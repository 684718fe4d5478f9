package io.fairlead.systemtest.policy;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.check.DiskSearch;
import io.fairlead.systemtest.edge.EdgeRuntime;
import io.fairlead.systemtest.edge.Fleet;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.Hub;
import io.fairlead.systemtest.hub.HubProcess;
import io.fairlead.systemtest.user.Bodies;
import io.fairlead.systemtest.user.ConfigUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What configurations say is in no file of the hub in clear text: neither what a user put, nor
/// what a policy computed.
@Tag("process")
class CanaryTest {
  /// The parts that keep configurations.
  private static final List<HubProcess> KEEPERS =
      List.of(
          HubProcess.POSTGRES,
          HubProcess.BROKER,
          HubProcess.AGENT_GATEWAY,
          HubProcess.POLICY_ENGINE);

  private final String unique = UUID.randomUUID().toString().replace("-", "");

  /// A configuration's name is no secret: where it is not found, the search is of no use.
  private final String name = "seen-" + unique.substring(0, 12);

  private final String first = "./first-" + unique;
  private final String second = "./second-" + unique;

  /// The policy's parameter is half of it.
  private final String half = "half-" + unique;

  @TempDir private Path edge;

  @Test
  void whatConfigurationsSayIsInNoFileOfTheHub() {
    // Given
    Hub hub = Hub.start("canary");
    try (hub;
        EdgeRuntime runtime = new EdgeRuntime()) {
      ConfigUser user = new ConfigUser(hub.api(), hub.tokenFile());
      try (Fleet fleet = new Fleet(user, hub.gateway(), edge, runtime)) {
        live(user, fleet);
      }
    }
    // When
    List<Path> found =
        List.of(first, second, half + half).stream()
            .flatMap(canary -> DiskSearch.find(hub.directory(), canary).stream())
            .toList();
    // Then
    assertThat(found).isEmpty();
    assertThat(hub.keyset().path()).satisfies(CanaryTest::isItsOwnersAlone);
    assertThat(KEEPERS)
        .allSatisfy(
            keeper -> assertThat(DiskSearch.find(hub.directoryOf(keeper), name)).isNotEmpty());
  }

  private static void isItsOwnersAlone(Path file) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  /// Each value reaches the cluster, so that everybody had it.
  private void live(ConfigUser user, Fleet fleet) {
    TestAgent agent = fleet.join("canary");
    // What it says of them is not sealed, and may repeat them.
    agent.reportByHand();
    ResourceId id = flux(agent.cluster(), name);
    user.put(id, Bodies.flux(first)).expect(201);
    agent.awaitValue(id, first);
    user.put(id, Bodies.flux(second)).expect(200);
    agent.awaitValue(id, second);
    try (Baseline baseline = Baseline.doubling(user, fleet.scope(), "computed")) {
      baseline.assign(half);
      agent.awaitValue(baseline.of(agent.cluster()), half + half);
    }
  }
}

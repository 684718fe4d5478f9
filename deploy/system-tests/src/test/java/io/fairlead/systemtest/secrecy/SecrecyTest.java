package io.fairlead.systemtest.secrecy;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.topic.Topic;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.ClusterKey;
import io.fairlead.systemtest.edge.EdgeRuntime;
import io.fairlead.systemtest.edge.Fleet;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.Hub;
import io.fairlead.systemtest.hub.HubProcess;
import io.fairlead.systemtest.hub.Topics;
import io.fairlead.systemtest.policy.Baseline;
import io.fairlead.systemtest.user.Answer;
import io.fairlead.systemtest.user.Bodies;
import io.fairlead.systemtest.user.ConfigUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What configurations say is in no file of the hub in clear text, neither what a user put nor what
/// a policy computed; and their protected settings are nowhere at the hub at all, also while their
/// cluster is away and everything waits. A configuration's name is no secret: where it is not
/// found, the search is of no use.
@Tag("process")
class SecrecyTest {
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final String V1 = "Microsoft.KubernetesConfiguration/sourceControlConfigurations";

  /// The parts that keep configurations.
  private static final List<HubProcess> KEEPERS =
      List.of(
          HubProcess.POSTGRES,
          HubProcess.BROKER,
          HubProcess.AGENT_GATEWAY,
          HubProcess.POLICY_ENGINE);

  private final Canary name = Canary.hatch();
  private final Canary first = Canary.hatch();
  private final Canary second = Canary.hatch();

  /// A policy's parameter, which the policy doubles.
  private final Canary half = Canary.hatch();

  private final Canary secret = Canary.hatch();
  private final List<String> answers = new ArrayList<>();
  private final List<String> tables = new ArrayList<>();

  @TempDir private Path edge;

  @Test
  void whatConfigurationsSayIsInNoFileAndTheirSecretsAreNowhere() throws SQLException {
    // Given
    Hub hub = Hub.start("canary");
    try (hub;
        EdgeRuntime runtime = new EdgeRuntime()) {
      ConfigUser user = new ConfigUser(hub.api(), hub.tokenFile());
      try (Fleet fleet = new Fleet(user, hub.gateway(), edge, runtime)) {
        protect(user, fleet, hub);
        live(user, fleet);
        searchTables(hub);
      }
    }

    // When
    List<Path> files =
        Stream.of(first, second, half.twice(), secret)
            .flatMap(canary -> DiskSearch.find(hub.directory(), canary).stream())
            .toList();

    // Then
    assertThat(tables).isEmpty();
    assertThat(files).isEmpty();
    assertThat(answers).isNotEmpty().noneMatch(secret::isIn).anyMatch(name::isIn);
    assertThat(hub.keyset().path()).satisfies(SecrecyTest::isItsOwnersAlone);
    assertThat(KEEPERS)
        .allSatisfy(
            keeper -> assertThat(DiskSearch.find(hub.directoryOf(keeper), name)).isNotEmpty());
  }

  private void searchTables(Hub hub) throws SQLException {
    try (Connection database = hub.connect()) {
      for (Canary canary : List.of(first, second, half.twice(), secret)) {
        tables.addAll(TableSearch.find(database, canary));
      }
      assertThat(TableSearch.find(database, name)).contains("public.configurations");
    }
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
    ResourceId id = flux(agent.cluster(), name.word());
    heard(user.put(id, Bodies.flux("./" + first.word())).expect(201));
    agent.awaitValue(id, "./" + first.word());
    heard(user.put(id, Bodies.flux("./" + second.word())).expect(200));
    agent.awaitValue(id, "./" + second.word());
    try (Baseline baseline = Baseline.doubling(user, fleet.scope(), "computed")) {
      baseline.assign(half.word());
      agent.awaitValue(baseline.of(agent.cluster()), half.twice().word());
    }
  }

  /// Its cluster never comes, so that the hub has to keep them all, sealed.
  private void protect(ConfigUser user, Fleet fleet, Hub hub) {
    ResourceId cluster = fleet.register("away", ClusterKey.sealable());
    ProtectedBodies bodies = new ProtectedBodies(secret);
    ResourceId git = flux(cluster, "git");
    heard(user.put(git, bodies.git()).expect(201));
    heard(user.patch(git, bodies.change(), ConfigUser.ALWAYS).expect(202));
    heard(user.put(flux(cluster, "ssh"), bodies.ssh()).expect(201));
    heard(user.put(flux(cluster, "blob"), bodies.blob()).expect(201));
    heard(user.put(flux(cluster, "bucket"), bodies.bucket()).expect(201));
    heard(user.put(cluster.extension(V1, "legacy"), bodies.legacy()).expect(201));
    heard(user.put(flux(cluster, "no"), bodies.unreadable()).expect(400));
    heard(user.put(flux(cluster, "no"), bodies.unknown()).expect(400));
    List<ResourceId> all = new ArrayList<>();
    Stream.of("git", "ssh", "blob", "bucket").forEach(one -> all.add(flux(cluster, one)));
    all.add(cluster.extension(V1, "legacy"));
    Topics topics = new Topics(hub.bootstrapServers());
    for (ResourceId id : all) {
      await("the sealed settings of " + id.name() + " are published")
          .atMost(World.SOON)
          .untilAsserted(() -> assertThat(topics.of(Topic.PROTECTED_SETTINGS, id)).isNotEmpty());
      heard(user.get(id).expect(200));
    }
    answers.add(user.list(cluster, FLUX).toString());
    answers.add(user.list(cluster, V1).toString());
  }

  private void heard(Answer answer) {
    answers.add(answer.toString());
  }
}

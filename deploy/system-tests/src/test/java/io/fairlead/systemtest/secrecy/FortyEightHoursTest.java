package io.fairlead.systemtest.secrecy;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.contract.secret.SealedSetting;
import io.fairlead.contract.topic.Topic;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.ClusterKey;
import io.fairlead.systemtest.edge.EdgeRuntime;
import io.fairlead.systemtest.edge.Fleet;
import io.fairlead.systemtest.edge.RawSession;
import io.fairlead.systemtest.hub.Hub;
import io.fairlead.systemtest.hub.HubProcess;
import io.fairlead.systemtest.hub.Topics;
import io.fairlead.systemtest.user.Answer;
import io.fairlead.systemtest.user.ConfigUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A whole hub whose clocks are set 49 hours ahead keeps nothing of what was sealed, whether the
/// cluster was online or not, and tells the user. Its programs, and how long they keep what, are
/// those of production. PostgreSQL's own clock stays: it decides on nothing of this. It waits for
/// Kafka for two minutes, beside other tests.
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class FortyEightHoursTest {
  private static final Duration KEPT = Duration.ofDays(2);
  private static final Duration PASSED = KEPT.plusHours(1);

  /// Kafka looks 30 seconds after its start, and deletes a minute after it has found something.
  private static final Duration DELETED = Duration.ofMinutes(3);

  private static final Duration OFTEN = Duration.ofSeconds(1);

  /// The broker first: it takes no record from a time that is yet to come.
  private static final List<HubProcess> CLOCKS =
      List.of(
          HubProcess.BROKER,
          HubProcess.CONFIG_API,
          HubProcess.AGENT_GATEWAY,
          HubProcess.POLICY_ENGINE);

  private static final AgentFrame.Hello HELLO =
      new AgentFrame.Hello(
          0, SetDigest.EMPTY, new AgentDescription("test", null, null, null, null, null));

  private static final String SETTING = "httpsKey";
  private static final Pattern WHEN = Pattern.compile("were deleted at (\\S+) and");

  /// So many characters of what is sealed are nowhere else.
  private static final int UNIQUE = 40;

  private final ClusterKey awaysKey = ClusterKey.sealable();
  private final ClusterKey onlinesKey = ClusterKey.sealable();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<RawSession> sessions = new ArrayList<>();

  @TempDir private Path edge;

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void nothingSealedIsLeftWhetherTheClusterIsOnlineOrNotAndTheStateSaysSo() throws Exception {
    List<Canary> sealed;
    Hub hub = Hub.start("clock");
    try (hub;
        http;
        AutoCloseable _ = () -> sessions.forEach(RawSession::close);
        EdgeRuntime runtime = new EdgeRuntime();
        Connection database = hub.connect()) {
      ConfigUser user = new ConfigUser(hub.api(), hub.tokenFile());
      Topics topics = new Topics(hub.bootstrapServers());
      try (Fleet fleet = new Fleet(user, hub.gateway(), edge, runtime)) {
        // Given: one cluster that never came, and one that is online and cannot store its settings
        ProtectedBodies bodies = new ProtectedBodies(Canary.hatch());
        ResourceId away = flux(fleet.register("away", awaysKey), "git");
        ResourceId online = flux(fleet.registerAndKnown("online", onlinesKey), "git");
        RawSession before = connect(hub, online.cluster(), onlinesKey);
        before.hear(GatewayFrame.Welcome.class);
        Instant first = Instant.now();
        user.put(away, bodies.git()).expect(201);
        user.put(online, bodies.git()).expect(201);
        Instant last = Instant.now();
        assertThat(told(before).jwe()).isIn(waiting(database));
        awaitPublished(topics, away);
        awaitPublished(topics, online);
        sealed = waiting(database).stream().map(FortyEightHoursTest::canary).toList();
        assertThat(sealed).hasSize(2);
        assertThat(TableSearch.find(database, sealed.getFirst()))
            .containsExactly("public.protected_settings");
        hub.stop(HubProcess.BROKER);
        assertThat(found(hub.directoryOf(HubProcess.BROKER), sealed)).isNotEmpty();
        hub.start(HubProcess.BROKER);
        Map<HubProcess, Long> running = processes(hub);

        // When
        CLOCKS.forEach(process -> hub.setClockAhead(process, PASSED));

        // Then: who comes now gets nothing, and stays
        hub.awaitHealthy();
        RawSession after = connect(hub, online.cluster(), onlinesKey.ahead(PASSED));
        assertThat(toldWhenOpened(after).jwe()).isNull();
        awaitOnline(user, online.cluster());
        for (ResourceId id : List.of(away, online)) {
          await("the state of " + id + " tells")
              .atMost(World.SOON)
              .pollInterval(OFTEN)
              .untilAsserted(() -> tells(user.get(id), first, last));
        }
        assertThat(waiting(database)).isEmpty();
        for (Canary one : sealed) {
          assertThat(TableSearch.find(database, one)).isEmpty();
        }
        after.say(new AgentFrame.Heartbeat());
        awaitNothingOnTopic(hub, topics);
        assertThat(after.closed()).as("the cluster is online all the time").isNotDone();
        RawSession late = connect(hub, away.cluster(), awaysKey.ahead(PASSED));
        assertThat(toldWhenOpened(late).jwe()).isNull();
        tells(user.get(away), first, last);
        assertThat(processes(hub)).as("those whose clocks were set").isEqualTo(running);
      }
    }
    assertThat(found(hub.directory(), sealed))
        .allMatch(file -> file.startsWith(hub.directoryOf(HubProcess.POSTGRES)));
  }

  /// What of the sealed text is on no other one.
  private static Canary canary(String jwe) {
    String key = jwe.split("\\.", -1)[1];
    return Canary.of(key.substring(0, UNIQUE));
  }

  /// All that is sealed and waits for its cluster.
  private static List<String> waiting(Connection database) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery("select jwe from protected_settings where jwe is not null")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private static void awaitPublished(Topics topics, ResourceId id) {
    await("the sealed settings of " + id + " are published")
        .atMost(World.SOON)
        .until(() -> !topics.of(Topic.PROTECTED_SETTINGS, id).isEmpty());
  }

  private static void awaitOnline(ConfigUser user, ResourceId cluster) {
    await(cluster + " is online")
        .atMost(World.SOON)
        .pollInterval(OFTEN)
        .untilAsserted(
            () ->
                assertThat(user.get(cluster).text("/properties/connectivityStatus"))
                    .isEqualTo("Connected"));
  }

  private static void awaitNothingOnTopic(Hub hub, Topics topics) {
    await("Kafka has nothing on the topic")
        .atMost(DELETED)
        .pollInterval(OFTEN)
        .until(() -> topics.isEmpty(Topic.PROTECTED_SETTINGS));
    await("Kafka has deleted the files")
        .atMost(DELETED)
        .pollInterval(OFTEN)
        .until(() -> left(hub).isEmpty());
  }

  private RawSession connect(Hub hub, ResourceId cluster, ClusterKey key) {
    RawSession session =
        await(cluster + " is let in")
            .atMost(World.SOON)
            .pollInterval(OFTEN)
            .until(
                () -> RawSession.admitted(http, hub.gateway(), cluster, key, HELLO),
                Optional::isPresent)
            .orElseThrow();
    sessions.add(session);
    return session;
  }

  /// What an agent that has nothing is told as soon as it comes.
  private static SealedSetting toldWhenOpened(RawSession session) {
    session.hear(GatewayFrame.Welcome.class);
    session.say(new AgentFrame.Inventory(List.of(), true));
    SealedSetting setting = told(session);
    session.say(new AgentFrame.Heartbeat());
    return setting;
  }

  /// What an agent is told next. It refuses it, so that it stays and the hub knows no better than
  /// that the settings are still to come.
  private static SealedSetting told(RawSession session) {
    GatewayFrame.Changes changes = session.hear(GatewayFrame.Changes.class);
    assertThat(changes.changed()).hasSize(1);
    GatewayFrame.Change change = changes.changed().getFirst();
    session.say(
        new AgentFrame.Acknowledge(
            changes.nonce(), List.of(new Refusal(change.version(), "cannot be stored"))));
    Map<String, SealedSetting> settings = Objects.requireNonNull(change.protectedSettings());
    assertThat(settings).containsOnlyKeys(SETTING);
    return Objects.requireNonNull(settings.get(SETTING));
  }

  private static void tells(Answer answer, Instant first, Instant last) {
    assertThat(answer.text("/properties/provisioningState")).isEqualTo("Failed");
    String error = answer.text("/properties/errorMessage");
    assertThat(error).startsWith("ProtectedSettingsExpired: ");
    assertThat(answer.text("/properties/delivery/reason")).isEqualTo(error);
    Matcher when = WHEN.matcher(error);
    assertThat(when.find()).as(error).isTrue();
    assertThat(Instant.parse(when.group(1))).isBetween(first.plus(KEPT), last.plus(KEPT));
  }

  private static Map<HubProcess, Long> processes(Hub hub) {
    return CLOCKS.stream().collect(Collectors.toMap(one -> one, one -> hub.processOf(one).pid()));
  }

  private static List<Path> found(Path folder, List<Canary> sealed) {
    return sealed.stream().flatMap(one -> DiskSearch.find(folder, one).stream()).toList();
  }

  /// Files of the topic that Kafka has taken off and not deleted yet.
  private static List<Path> left(Hub hub) {
    Path data = hub.directoryOf(HubProcess.BROKER).resolve("data");
    List<Path> found = new ArrayList<>();
    for (int part = 0; part < Topic.PROTECTED_SETTINGS.partitions(); part++) {
      Path folder = data.resolve(Topic.PROTECTED_SETTINGS.topicName() + "-" + part);
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".deleted")).forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }
}

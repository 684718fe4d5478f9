package io.fairlead.session;

import static io.fairlead.session.core.Fixtures.active;
import static io.fairlead.session.core.Fixtures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.session.core.Fixtures;
import io.fairlead.session.core.SessionSnapshot;
import io.fairlead.session.desired.ConfigurationChange;
import io.fairlead.session.desired.ConfigurationChanges;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.file.FileDesiredStateStore;
import io.fairlead.session.identity.AgentIdentity;
import io.fairlead.session.identity.KeyAlgorithm;
import io.fairlead.session.net.GatewayAddress;
import io.fairlead.session.net.GatewayProxy;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The session over a real WebSocket, with a gateway that the test speaks for.
class AgentSessionTest {
  @TempDir Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Cluster cluster = new Cluster();
  private final List<AgentSession> sessions = new ArrayList<>();
  private Clock clock = Clock.systemUTC();
  private FakeGateway gateway = new FakeGateway(vertx);

  @BeforeEach
  void newGateway() {
    gateway.close();
    gateway = new FakeGateway(vertx);
  }

  @AfterEach
  void stop() {
    sessions.forEach(session -> session.stop().join());
    gateway.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    executor.close();
  }

  @Test
  void carriesAChangeToTheClusterAndItsStatusBack() throws Exception {
    // Given
    AgentSession session = start();
    FakeGateway.Visit visit = gateway.welcome(1, 1, false);
    visit.expect(AgentFrame.Inventory.class);
    // When
    visit.say(SessionFrames.changes(1, active(1, 5)));
    // Then
    assertThat(visit.expect(AgentFrame.Acknowledge.class).refused()).isEmpty();
    await().until(() -> cluster.told.size() == 1);
    session.report(status(active(1, 5).version(), "done"));
    assertThat(visit.expect(AgentFrame.Statuses.class).statuses()).hasSize(1);
    assertThat(gateway.extensions.getFirst()).contains("permessage-deflate");
  }

  @Test
  void goesThroughAProxy() throws Exception {
    // Given
    try (TunnelProxy proxy = new TunnelProxy(vertx)) {
      GatewayProxy way = new GatewayProxy("127.0.0.1", proxy.port(), "ship", "word");
      // When
      AgentSession session = start(cluster, new GatewayAddress(gateway.root(), null, false, way));
      // Then
      gateway.welcome(1, 1, true);
      assertThat(proxy.tunnels)
          .containsExactly(
              new TunnelProxy.Tunnel(
                  "127.0.0.1:" + gateway.root().getPort(),
                  "Basic "
                      + Base64.getEncoder()
                          .encodeToString("ship:word".getBytes(StandardCharsets.UTF_8))));
      session.stop().join();
    }
  }

  @Test
  void takesFramesAsLargeAsTheProtocolAllows() throws Exception {
    // Given
    start();
    FakeGateway.Visit visit = gateway.welcome(1, 1, false);
    visit.expect(AgentFrame.Inventory.class);
    GatewayFrame.Change[] many = new GatewayFrame.Change[600];
    for (int number = 0; number < many.length; number++) {
      many[number] = active(number, 5);
    }
    // When
    visit.say(SessionFrames.changes(1, many));
    // Then
    assertThat(visit.expect(AgentFrame.Acknowledge.class).refused()).isEmpty();
  }

  @Test
  void S01_goesOnFromItsOwnStateAfterItWasKilled() throws Exception {
    // Given
    AgentSession killed = start();
    FakeGateway.Visit visit = gateway.welcome(1, 1, false);
    visit.expect(AgentFrame.Inventory.class);
    visit.say(SessionFrames.changes(1, active(1, 5)));
    visit.expect(AgentFrame.Acknowledge.class);
    killed.abort().join();
    Cluster restarted = new Cluster();
    // When
    start(restarted);
    // Then
    AgentFrame.Hello hello = gateway.visit().expect(AgentFrame.Hello.class);
    assertThat(hello.held()).isEqualTo(SetDigest.of(List.of(active(1, 5).version())));
    assertThat(restarted.atStart).hasSize(1);
  }

  @Test
  void comesBackAfterTheConnectionBroke() throws Exception {
    // Given
    start();
    FakeGateway.Visit visit = gateway.welcome(1, 1, true);
    // When
    visit.close(new CloseReason(CloseCause.Draining, 5L, null));
    // Then
    assertThat(gateway.visit().expect(AgentFrame.Hello.class).epoch()).isEqualTo(1);
  }

  @Test
  void S45_correctsItsClockByTheGatewaysAnswer() throws Exception {
    // Given
    Instant wrong = Instant.parse("2020-01-01T00:00:00Z");
    clock = Clock.fixed(wrong, ZoneOffset.UTC);
    gateway.refusals.add(
        new FakeGateway.Refusal(401, Map.of("Date", "Mon, 01 Jun 2026 12:00:00 GMT")));
    // When
    start();
    // Then
    gateway.visit().expect(AgentFrame.Hello.class);
    assertThat(claims(gateway.tokens.get(0))).contains("\"iat\":" + wrong.getEpochSecond());
    assertThat(claims(gateway.tokens.get(1)))
        .contains("\"iat\":" + Instant.parse("2026-06-01T12:00:00Z").getEpochSecond());
  }

  @Test
  void usesATokenForOneConnectionOnly() throws Exception {
    // Given
    gateway.refusals.add(new FakeGateway.Refusal(503, Map.of()));
    // When
    start();
    // Then
    gateway.visit().expect(AgentFrame.Hello.class);
    assertThat(gateway.tokens).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void saysGoodbyeWhenItIsStopped() throws Exception {
    // Given
    AgentSession session = start();
    FakeGateway.Visit visit = gateway.welcome(1, 1, true);
    awaitPhase(session, SessionSnapshot.Phase.LIVE);
    // When
    session.stop().join();
    // Then
    await().until(() -> Short.valueOf((short) 1000).equals(visit.closeCode));
  }

  @Test
  void leavesAGatewayThatSpeaksNonsense() throws Exception {
    // Given
    AgentSession session = start();
    FakeGateway.Visit visit = gateway.welcome(1, 1, true);
    // When
    visit.socket.writeTextMessage("{\"type\":\"nonsense\"}");
    // Then
    await().until(() -> Short.valueOf((short) 4005).equals(visit.closeCode));
    await()
        .until(
            () ->
                Optional.ofNullable(session.snapshot())
                    .map(snapshot -> snapshot.closes().get(CloseCause.ProtocolViolation))
                    .isPresent());
  }

  @Test
  void S11_keepsOneConnectionHoweverOftenItBreaks() throws Exception {
    // Given
    AgentSession session = start();
    for (int number = 1; number <= 20; number++) {
      gateway.welcome(number, 1, true).close(new CloseReason(CloseCause.HubUnavailable));
    }
    // When
    FakeGateway.Visit last = gateway.welcome(21, 1, true);
    // Then
    await().until(() -> Optional.ofNullable(session.snapshot()).orElseThrow().session() == 21);
    assertThat(last.closeCode).isNull();
  }

  @Test
  void beginsAnewAfterAnErrorOfTheClustersSide() throws Exception {
    // Given
    AgentSession session =
        start(
            new Cluster() {
              @Override
              public void changed(ConfigurationChange change) {
                throw new StackOverflowError("the cluster's side's");
              }
            });
    FakeGateway.Visit visit = gateway.welcome(1, 1, false);
    visit.expect(AgentFrame.Inventory.class);
    // When
    visit.say(SessionFrames.changes(1, active(1, 5)));
    // Then
    AgentFrame.Hello again = gateway.visit().expect(AgentFrame.Hello.class);
    assertThat(again.held()).isEqualTo(SetDigest.of(List.of(active(1, 5).version())));
    assertThat(session.check()).succeedsWithin(Duration.ofSeconds(5));
  }

  private AgentSession start() {
    return start(cluster);
  }

  private AgentSession start(Cluster told) {
    return start(told, new GatewayAddress(gateway.root(), null));
  }

  private AgentSession start(Cluster told, GatewayAddress address) {
    AgentSettings settings =
        AgentSettings.of(address).withBackOff(Duration.ofMillis(5), Duration.ofMillis(50));
    AgentSession session =
        new AgentSession(
            settings,
            AgentIdentity.readOrGenerate(
                Fixtures.CLUSTER, directory.resolve("key.pem"), KeyAlgorithm.EC_P256),
            FileDesiredStateStore.open(directory.resolve("state")),
            told,
            () -> new AgentDescription("test", null, null, null, null, null),
            new AgentEnvironment(
                vertx, executor, clock, RandomGenerator.getDefault(), Scheduler.of(vertx)));
    sessions.add(session);
    session.start().join();
    return session;
  }

  private static void awaitPhase(AgentSession session, SessionSnapshot.Phase phase) {
    await()
        .until(
            () ->
                Optional.ofNullable(session.snapshot())
                    .filter(snapshot -> snapshot.phase() == phase)
                    .isPresent());
  }

  private static String claims(String authorization) {
    String token = authorization.substring("Bearer ".length());
    return new String(
        Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }

  /// Frames the tests' gateway says.
  private static final class SessionFrames {
    static GatewayFrame.Changes changes(long nonce, GatewayFrame.Change... changed) {
      return new GatewayFrame.Changes(nonce, 1, List.of(changed), List.of());
    }
  }

  /// A cluster that only listens.
  private static class Cluster implements ConfigurationChanges {
    final List<HeldConfiguration> atStart = new CopyOnWriteArrayList<>();
    final List<ConfigurationChange> told = new CopyOnWriteArrayList<>();

    @Override
    public void start(Collection<HeldConfiguration> held) {
      atStart.addAll(held);
    }

    @Override
    public Optional<String> objectionTo(GatewayFrame.Change change) {
      return Optional.empty();
    }

    @Override
    public void changed(ConfigurationChange change) {
      told.add(change);
    }

    @Override
    public void reportAgain() {}
  }
}

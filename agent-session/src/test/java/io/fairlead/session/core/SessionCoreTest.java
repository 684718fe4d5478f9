package io.fairlead.session.core;

import static io.fairlead.session.core.Fixtures.active;
import static io.fairlead.session.core.Fixtures.change;
import static io.fairlead.session.core.Fixtures.id;
import static io.fairlead.session.core.Fixtures.uid;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.session.desired.ConfigurationChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionCoreTest {
  private final MemoryStore store = new MemoryStore();

  @Test
  void saysHelloWithItsDigestAsSoonAsTheConnectionIsOpen() {
    // Given
    TestAgent agent = new TestAgent(store);
    // When
    agent.connect();
    // Then
    AgentFrame.Hello hello = agent.sent(AgentFrame.Hello.class).getFirst();
    assertThat(hello.epoch()).isZero();
    assertThat(hello.held()).isEqualTo(SetDigest.EMPTY);
  }

  @Test
  void sendsNothingButHeartbeatsWhenItHoldsWhatIsWanted() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.connect();
    // When
    agent.frame(connection, new GatewayFrame.Welcome(1, 1, true, 60));
    // Then
    assertThat(agent.sent()).hasSize(1);
    assertThat(agent.core.snapshot().phase()).isEqualTo(SessionSnapshot.Phase.LIVE);
    assertThat(agent.core.snapshot().epoch()).isEqualTo(1);
  }

  @Test
  void storesAcknowledgesAndThenTellsTheCluster() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.openUnequal(1, 1);
    agent.actions.clear();
    // When
    agent.frame(connection, changes(1, List.of(active(1, 5))));
    // Then
    assertThat(agent.actions.get(0))
        .isEqualTo(new Action.Send(connection, new AgentFrame.Acknowledge(1, List.of())));
    assertThat(agent.actions.get(1)).isInstanceOf(Action.Tell.class);
    assertThat(new TestAgent(store).held().digest())
        .isEqualTo(SetDigest.of(List.of(active(1, 5).version())));
  }

  @Test
  void refusesWhatTheClusterObjectsToAndKeepsTheLastGoodState() {
    // Given
    TestAgent agent =
        new TestAgent(
            store,
            change -> change.generation() == 6 ? Optional.of("no such source") : Optional.empty());
    long connection = agent.openUnequal(1, 1);
    agent.frame(connection, changes(1, List.of(active(1, 5))));
    // When
    agent.frame(connection, changes(2, List.of(active(1, 6), active(2, 7))));
    // Then
    AgentFrame.Acknowledge answer = agent.sent(AgentFrame.Acknowledge.class).getLast();
    assertThat(answer.refused()).hasSize(1);
    assertThat(answer.refused().getFirst().reason()).isEqualTo("no such source");
    assertThat(agent.held().digest())
        .isEqualTo(SetDigest.of(List.of(active(1, 5).version(), active(2, 7).version())));
  }

  @Test
  void S06_neverAppliesAnOlderGenerationOverANewerOne() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.openUnequal(1, 1);
    agent.frame(connection, changes(1, List.of(change(1, 0, 6, Lifecycle.Deleting))));
    // When
    agent.frame(connection, changes(2, List.of(active(1, 5))));
    // Then
    assertThat(agent.held().held(id(1)).orElseThrow().lifecycle()).isEqualTo(Lifecycle.Deleting);
    assertThat(agent.sent(AgentFrame.Acknowledge.class).getLast().refused()).hasSize(1);
  }

  @Test
  void S21_tellsThatAnIncarnationWasReplaced() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.openUnequal(1, 1);
    agent.frame(connection, changes(1, List.of(active(1, 5))));
    agent.core.onReports(List.of(Fixtures.status(active(1, 5).version(), "old")));
    // When
    agent.frame(connection, changes(2, List.of(change(1, 9, 8, Lifecycle.Active))));
    // Then
    assertThat(agent.told().getLast())
        .isInstanceOfSatisfying(
            ConfigurationChange.Replaced.class,
            replaced -> assertThat(replaced.formerUid()).isEqualTo(uid(0)));
    assertThat(agent.held().reports()).isEmpty();
  }

  @Test
  void S16_dropsWhatIsRemovedAndSaysSo() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.openUnequal(1, 1);
    agent.frame(connection, changes(1, List.of(active(1, 5))));
    agent.frame(connection, new GatewayFrame.Synchronized(SetDigest.EMPTY));
    // When
    agent.frame(connection, new GatewayFrame.Changes(2, 1, List.of(), List.of(id(1), id(2))));
    // Then
    assertThat(agent.told().getLast())
        .isEqualTo(new ConfigurationChange.Removed(active(1, 5).version()));
    assertThat(agent.held().digest()).isEqualTo(SetDigest.EMPTY);
  }

  @Test
  void keepsADeletingConfigurationUntilTheGatewayRemovesIt() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.openUnequal(1, 1);
    agent.frame(connection, changes(1, List.of(change(1, 0, 6, Lifecycle.Deleting))));
    // When
    agent.core.onCleanedUp(change(1, 0, 6, Lifecycle.Deleting).version());
    // Then
    assertThat(agent.sent(AgentFrame.Removed.class))
        .containsExactly(
            new AgentFrame.Removed(1, List.of(change(1, 0, 6, Lifecycle.Deleting).version())));
    assertThat(agent.held().digest().count()).isEqualTo(1);
  }

  @Test
  void confirmsACleanUpAgainInEachSession() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.openUnequal(1, 1);
    agent.frame(connection, changes(1, List.of(change(1, 0, 6, Lifecycle.Deleting))));
    agent.core.onCleanedUp(change(1, 0, 6, Lifecycle.Deleting).version());
    agent.frame(connection, new GatewayFrame.Received(1));
    TestAgent restarted = new TestAgent(store);
    // When
    restarted.openUnequal(2, 1);
    // Then
    assertThat(restarted.sent(AgentFrame.Removed.class)).hasSize(1);
  }

  @Test
  void refusesEverythingAndLeavesWhenItCannotStore() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.openUnequal(1, 1);
    agent.frame(connection, changes(1, List.of(active(1, 5))));
    store.full(true);
    // When
    agent.frame(connection, changes(2, List.of(active(1, 6))));
    // Then
    assertThat(agent.sent(AgentFrame.Acknowledge.class).getLast().refused().getFirst().reason())
        .contains("no space left");
    assertThat(agent.closed()).hasSize(1);
    assertThat(agent.held().held(id(1)).orElseThrow().generation()).isEqualTo(5);
    assertThat(agent.core.snapshot().notStored()).isEqualTo(1);
  }

  @Test
  void leavesWhenANonceIsMissing() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.openUnequal(1, 1);
    // When
    agent.frame(connection, changes(2, List.of(active(1, 5))));
    // Then
    assertThat(agent.closed().getFirst().cause()).isEqualTo(CloseCause.ProtocolViolation);
    assertThat(agent.held().digest().count()).isZero();
  }

  @Test
  void ignoresWhatBelongsToAnOlderConnection() {
    // Given
    TestAgent agent = new TestAgent(store);
    long old = agent.openUnequal(1, 1);
    agent.core.onEnded(old, new Ending.Failed());
    long connection = agent.connect();
    // When
    agent.frame(old, changes(1, List.of(active(1, 5))));
    agent.core.onEnded(old, new Ending.Failed());
    // Then
    assertThat(agent.held().digest().count()).isZero();
    assertThat(agent.core.connection()).contains(connection);
  }

  @Test
  void S13_reconnectsWhenAPingStaysUnansweredForAnInterval() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.connect();
    agent.frame(connection, new GatewayFrame.Welcome(1, 1, true, 60));
    agent.core.onTimer(new SessionTimer.HeartbeatDue(connection));
    agent.core.onHeard(connection);
    agent.core.onTimer(new SessionTimer.HeartbeatDue(connection));
    // When
    agent.core.onTimer(new SessionTimer.HeartbeatDue(connection));
    // Then
    assertThat(agent.sent(AgentFrame.Heartbeat.class)).hasSize(2);
    assertThat(agent.core.snapshot().phase()).isEqualTo(SessionSnapshot.Phase.DISCONNECTED);
    assertThat(agent.core.snapshot().closes()).containsEntry(CloseCause.ConnectionLost, 1L);
  }

  @Test
  void givesUpOnAGatewayThatDoesNotWelcomeIt() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.connect();
    // When
    agent.core.onTimer(new SessionTimer.WelcomeDue(connection));
    // Then
    assertThat(agent.core.snapshot().phase()).isEqualTo(SessionSnapshot.Phase.DISCONNECTED);
  }

  @Test
  void sendsItsInventoryPartByPartAndEachPartFits() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.openUnequal(1, 1);
    for (int nonce = 1; nonce <= 30; nonce++) {
      int from = nonce * 100;
      agent.frame(
          connection,
          changes(
              nonce,
              java.util.stream.IntStream.range(from, from + 100)
                  .mapToObj(number -> active(number, 5))
                  .toList()));
    }
    TestAgent restarted = new TestAgent(store);
    long next = restarted.openUnequal(2, 1);
    // When
    while (restarted.core.snapshot().phase() == SessionSnapshot.Phase.SENDING_INVENTORY) {
      restarted.core.onWritten(next);
    }
    // Then
    List<AgentFrame.Inventory> parts = restarted.sent(AgentFrame.Inventory.class);
    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(parts)
        .allSatisfy(
            part -> assertThat(io.fairlead.contract.protocol.FrameCodec.write(part)).isNotEmpty());
    assertThat(parts.stream().mapToInt(part -> part.held().size()).sum()).isEqualTo(3000);
    assertThat(parts.stream().filter(AgentFrame.Inventory::last)).hasSize(1);
  }

  @Test
  void staysAwayAtLeastAsLongAsItIsTold() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.connect();
    // When
    agent.core.onEnded(
        connection, new Ending.Closed(new CloseReason(CloseCause.ComeBackLater, 20_000L, null)));
    // Then
    assertThat(agent.delayOf(SessionTimer.Reconnect.class))
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
  }

  @Test
  void staysOfflineUntilToldOtherwiseAndKeepsReportsMeanwhile() {
    // Given
    TestAgent agent = new TestAgent(store);
    long connection = agent.openUnequal(1, 1);
    agent.frame(connection, changes(1, List.of(active(1, 5))));
    agent.core.onOffline();
    agent.core.onReports(List.of(Fixtures.status(active(1, 5).version(), "away")));
    // When
    agent.core.onStart();
    agent.openUnequal(2, 1);
    // Then
    assertThat(agent.closed().getFirst().cause()).isEqualTo(CloseCause.AgentLeft);
    assertThat(agent.sent(AgentFrame.Statuses.class)).hasSize(1);
  }

  static GatewayFrame.Changes changes(long nonce, List<GatewayFrame.Change> changed) {
    return new GatewayFrame.Changes(nonce, 1, changed, List.of());
  }
}

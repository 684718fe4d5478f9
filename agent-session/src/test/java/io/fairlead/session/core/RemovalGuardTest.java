package io.fairlead.session.core;

import static io.fairlead.session.core.Fixtures.active;
import static io.fairlead.session.core.Fixtures.change;
import static io.fairlead.session.core.Fixtures.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.session.desired.ConfigurationChange;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// S15: an agent is not emptied by a hub that forgot.
class RemovalGuardTest {
  private static final GatewayFrame.Synchronized SYNCHRONIZED =
      new GatewayFrame.Synchronized(SetDigest.EMPTY);

  private final MemoryStore store = new MemoryStore();

  @Test
  void S15_holdsBackTheRemovalOfMostInAnotherEpoch() {
    // Given
    TestAgent agent = holding(10, 1);
    long connection = agent.openUnequal(2, 2);
    agent.frame(connection, removals(1, 2, 0, 6));
    // When
    agent.frame(connection, SYNCHRONIZED);
    // Then
    assertThat(agent.held().held()).hasSize(10);
    assertThat(agent.held().epoch()).isEqualTo(1);
    assertThat(agent.sent(AgentFrame.RemovalsHeld.class))
        .containsExactly(new AgentFrame.RemovalsHeld(1, 6, 10));
    assertThat(agent.told()).noneMatch(ConfigurationChange.Removed.class::isInstance);
  }

  @Test
  void countsRemovalsOverAllFramesOfAnOpening() {
    // Given
    TestAgent agent = holding(10, 1);
    long connection = agent.openUnequal(2, 2);
    agent.frame(connection, removals(1, 2, 0, 3));
    agent.frame(connection, removals(2, 2, 3, 6));
    // When
    agent.frame(connection, SYNCHRONIZED);
    // Then
    assertThat(agent.held().withheld()).hasSize(6);
    assertThat(agent.held().held()).hasSize(10);
  }

  @Test
  void carriesOutAFewRemovalsAndAdoptsTheEpoch() {
    // Given
    TestAgent agent = holding(4, 1);
    long connection = agent.openUnequal(2, 2);
    agent.frame(connection, removals(1, 2, 0, 3));
    // When
    agent.frame(connection, SYNCHRONIZED);
    // Then
    assertThat(agent.held().held()).hasSize(1);
    assertThat(agent.held().epoch()).isEqualTo(2);
    assertThat(agent.sent(AgentFrame.RemovalsHeld.class)).isEmpty();
  }

  @Test
  void carriesOutRemovalsOfHalf() {
    // Given
    TestAgent agent = holding(10, 1);
    long connection = agent.openUnequal(2, 2);
    agent.frame(connection, removals(1, 2, 0, 5));
    // When
    agent.frame(connection, SYNCHRONIZED);
    // Then
    assertThat(agent.held().held()).hasSize(5);
    assertThat(agent.held().epoch()).isEqualTo(2);
  }

  @Test
  void carriesOutAnyNumberOfRemovalsInTheEpochItKnows() {
    // Given
    TestAgent agent = holding(10, 1);
    long connection = agent.openUnequal(2, 1);
    // When
    agent.frame(connection, removals(1, 1, 0, 10));
    // Then
    assertThat(agent.held().held()).isEmpty();
  }

  @Test
  void storesAndAcknowledgesEverythingElseOfTheFrame() {
    // Given
    TestAgent agent = holding(10, 1);
    long connection = agent.openUnequal(2, 2);
    // When
    agent.frame(
        connection,
        new GatewayFrame.Changes(
            1,
            2,
            List.of(active(9, 3), active(20, 4)),
            IntStream.range(0, 8).mapToObj(Fixtures::id).toList()));
    agent.frame(connection, SYNCHRONIZED);
    // Then
    assertThat(agent.sent(AgentFrame.Acknowledge.class).getLast().refused()).isEmpty();
    assertThat(agent.held().held(id(9)).orElseThrow().generation()).isEqualTo(3);
    assertThat(agent.held().held(id(20))).isPresent();
    assertThat(agent.held().withheld()).hasSize(8);
  }

  @Test
  void isNotDilutedByWhatTheOtherEpochAdded() {
    // Given
    TestAgent agent = holding(10, 1);
    long connection = agent.openUnequal(2, 2);
    agent.frame(
        connection,
        new GatewayFrame.Changes(
            1, 2, IntStream.range(100, 200).mapToObj(n -> active(n, 7)).toList(), List.of()));
    TestAgent restarted = new TestAgent(store);
    long next = restarted.openUnequal(3, 2);
    while (restarted.core.snapshot().phase() == SessionSnapshot.Phase.SENDING_INVENTORY) {
      restarted.core.onWritten(next);
    }
    restarted.frame(next, removals(1, 2, 0, 10));
    // When
    restarted.frame(next, SYNCHRONIZED);
    // Then
    assertThat(restarted.held().withheld()).hasSize(10);
  }

  @Test
  void keepsHoldingOverARestartAndReportsAgain() {
    // Given
    tripped();
    TestAgent restarted = new TestAgent(store);
    long connection = restarted.openUnequal(3, 2);
    restarted.frame(connection, removals(1, 2, 0, 10));
    // When
    restarted.frame(connection, SYNCHRONIZED);
    // Then
    assertThat(restarted.held().held()).hasSize(10);
    assertThat(restarted.sent(AgentFrame.Hello.class).getFirst().epoch()).isEqualTo(1);
    assertThat(restarted.sent(AgentFrame.RemovalsHeld.class).getLast().held()).isEqualTo(10);
  }

  @Test
  void carriesOutWhatAnOperatorConfirms() {
    // Given
    TestAgent agent = tripped();
    // When
    RemovalsConfirmation confirmation = agent.core.onConfirmRemovals(2);
    // Then
    assertThat(confirmation).isEqualTo(new RemovalsConfirmation.CarriedOut(10));
    assertThat(agent.held().held()).isEmpty();
    assertThat(agent.held().epoch()).isEqualTo(2);
    assertThat(agent.sent(AgentFrame.RemovalsHeld.class).getLast().held()).isZero();
    assertThat(agent.told().stream().filter(ConfigurationChange.Removed.class::isInstance))
        .hasSize(10);
  }

  @Test
  void takesAConfirmationWhileOffline() {
    // Given
    tripped();
    TestAgent restarted = new TestAgent(store);
    // When
    RemovalsConfirmation confirmation = restarted.core.onConfirmRemovals(2);
    // Then
    assertThat(confirmation).isEqualTo(new RemovalsConfirmation.CarriedOut(10));
    assertThat(new TestAgent(store).held().held()).isEmpty();
  }

  @Test
  void doesNothingForAConfirmationOfAnotherEpoch() {
    // Given
    TestAgent agent = tripped();
    // When
    RemovalsConfirmation confirmation = agent.core.onConfirmRemovals(3);
    // Then
    assertThat(confirmation).isEqualTo(new RemovalsConfirmation.OtherEpoch(2));
    assertThat(agent.held().held()).hasSize(10);
  }

  @Test
  void dropsWhatItHeldBackWhenTheHubWantsItAgain() {
    // Given
    tripped();
    TestAgent restarted = new TestAgent(store);
    long connection = restarted.connect();
    // When
    restarted.frame(connection, new GatewayFrame.Welcome(3, 2, true, 60));
    // Then
    assertThat(restarted.held().withheld()).isEmpty();
    assertThat(restarted.held().held()).hasSize(10);
    assertThat(restarted.held().epoch()).isEqualTo(2);
    assertThat(restarted.sent(AgentFrame.RemovalsHeld.class).getLast().held()).isZero();
  }

  @Test
  void carriesOutTheRestWhenTheHubWantsMostOfItAgain() {
    // Given
    tripped();
    TestAgent restarted = new TestAgent(store);
    long connection = restarted.openUnequal(3, 2);
    restarted.frame(connection, removals(1, 2, 0, 1));
    // When
    restarted.frame(connection, SYNCHRONIZED);
    // Then
    assertThat(restarted.held().held()).hasSize(9);
    assertThat(restarted.held().withheld()).isEmpty();
    assertThat(restarted.held().epoch()).isEqualTo(2);
  }

  @Test
  void asksForConfirmationAnewWhenTheEpochMovesOn() {
    // Given
    tripped();
    TestAgent restarted = new TestAgent(store);
    long connection = restarted.openUnequal(3, 3);
    restarted.frame(connection, removals(1, 3, 0, 10));
    restarted.frame(connection, SYNCHRONIZED);
    // When
    RemovalsConfirmation confirmation = restarted.core.onConfirmRemovals(2);
    // Then
    assertThat(confirmation).isEqualTo(new RemovalsConfirmation.OtherEpoch(3));
    assertThat(restarted.held().held()).hasSize(10);
  }

  @Test
  void doesNotHoldBackWhatIsBeingDeleted() {
    // Given
    TestAgent agent = holding(10, 1);
    long connection = agent.openUnequal(2, 2);
    // When
    agent.frame(
        connection,
        new GatewayFrame.Changes(
            1,
            2,
            IntStream.range(0, 10)
                .mapToObj(number -> change(number, 0, 50 + number, Lifecycle.Deleting))
                .toList(),
            List.of()));
    agent.frame(connection, SYNCHRONIZED);
    // Then
    assertThat(agent.held().active()).isZero();
    assertThat(agent.held().epoch()).isEqualTo(2);
  }

  @Test
  void holdsBackFurtherRemovalsWhileItWaitsForAnOperator() {
    // Given
    TestAgent agent = holding(10, 1);
    long connection = agent.openUnequal(2, 2);
    agent.frame(connection, removals(1, 2, 0, 6));
    agent.frame(connection, SYNCHRONIZED);
    // When
    agent.frame(connection, removals(2, 2, 6, 7));
    // Then
    assertThat(agent.held().held()).hasSize(10);
    assertThat(agent.sent(AgentFrame.RemovalsHeld.class).getLast().held()).isEqualTo(7);
  }

  @Test
  void asksTheClusterToReportAgainInANewEpoch() {
    // Given
    TestAgent agent = holding(3, 1);
    long connection = agent.connect();
    // When
    agent.frame(connection, new GatewayFrame.Welcome(2, 2, true, 60));
    // Then
    assertThat(agent.only(Action.AskForReports.class)).hasSize(1);
  }

  private TestAgent tripped() {
    TestAgent agent = holding(10, 1);
    long connection = agent.openUnequal(2, 2);
    agent.frame(connection, removals(1, 2, 0, 10));
    agent.frame(connection, SYNCHRONIZED);
    return agent;
  }

  private TestAgent holding(int configurations, long epoch) {
    TestAgent before = new TestAgent(store);
    long connection = before.openUnequal(1, epoch);
    before.frame(
        connection,
        new GatewayFrame.Changes(
            1,
            epoch,
            IntStream.range(0, configurations)
                .mapToObj(number -> active(number, number + 1))
                .toList(),
            List.of()));
    before.frame(connection, SYNCHRONIZED);
    return new TestAgent(store);
  }

  private static GatewayFrame.Changes removals(long nonce, long epoch, int from, int to) {
    List<ResourceId> removed = IntStream.range(from, to).mapToObj(Fixtures::id).toList();
    return new GatewayFrame.Changes(nonce, epoch, List.of(), removed);
  }
}

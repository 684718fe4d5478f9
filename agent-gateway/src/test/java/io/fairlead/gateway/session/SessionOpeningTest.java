package io.fairlead.gateway.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.GatewayFrame;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// An opening at a gateway whose table may lag behind that of the one the agent comes from.
class SessionOpeningTest {
  private final World world = new World();
  private final ModelAgent agent = new ModelAgent();

  @Test
  void what_the_table_lacks_until_it_is_up_to_date_is_neither_removed_nor_sent_again() {
    // Given
    var known = new ConfigurationVersion(World.configuration("a"), new UUID(7, 7), 50);
    agent.held.put(known.id().key(), known);
    world.committed++;
    agent.connect(world);
    agent.settle(world);
    assertThat(agent.received).singleElement().isInstanceOf(GatewayFrame.Welcome.class);

    // When
    world.put(known, 10);
    world.applied(world.committed);
    agent.settle(world);

    // Then
    assertThat(agent.received).noneMatch(GatewayFrame.Changes.class::isInstance);
    assertThat(agent.held.values()).containsExactly(known);
    assertThat(agent.synchronizedTo).isEqualTo(agent.digest());
  }

  @Test
  void what_the_table_has_until_it_is_up_to_date_never_returns() {
    // Given
    world.put("gone");
    world.committed++;
    agent.connect(world);
    agent.settle(world);

    // When
    world.delete("gone");
    world.applied(world.committed);
    agent.settle(world);

    // Then
    assertThat(agent.received).noneMatch(GatewayFrame.Changes.class::isInstance);
    assertThat(agent.synchronizedTo).isEqualTo(agent.digest());
  }

  @Test
  void a_change_while_comparing_is_sent_once() {
    // Given
    world.put("a");
    world.committed++;
    agent.connect(world);
    agent.settle(world);

    // When
    var newest = world.put("a");
    world.applied(world.committed);
    agent.settle(world);

    // Then
    assertThat(agent.deliveries).isEqualTo(1);
    assertThat(agent.held.values()).containsExactly(newest);
  }

  @Test
  void a_change_between_the_snapshot_and_the_comparison_is_not_missed() {
    // Given
    world.put("a");
    world.committed++;
    agent.connect(world);
    agent.settle(world);
    world.applied(world.committed);
    world.pending.removeFirst().run(); // the table is up to date
    world.loop.runAll(); // the snapshot is asked for
    world.pending.removeFirst().run(); // and taken

    // When
    var newest = world.put("b");
    agent.settle(world);

    // Then
    assertThat(agent.held.values()).contains(newest);
  }

  @Test
  void reports_are_taken_while_comparing_and_another_inventory_is_not() {
    // Given
    world.put("a");
    world.committed++;
    agent.connect(world);
    agent.settle(world);
    agent.say(new AgentFrame.Heartbeat());
    agent.say(new AgentFrame.RemovalsHeld(1, 0, 0));
    assertThat(agent.isConnected()).isTrue();

    // When
    agent.say(new AgentFrame.Inventory(List.of(), true));

    // Then
    assertThat(requireNonNull(agent.transport().closed).cause())
        .isEqualTo(CloseCause.ProtocolViolation);
  }

  @Test
  void a_table_that_does_not_get_up_to_date_sends_the_agent_elsewhere_with_nothing_changed() {
    // Given
    world.put("a");
    world.committed++;
    agent.connect(world);
    agent.settle(world);

    // When
    world.barriers.removeFirst().passed().completeExceptionally(new TimeoutException());
    agent.settle(world);

    // Then
    var closed = requireNonNull(agent.transport().closed);
    assertThat(closed.cause()).isEqualTo(CloseCause.ComeBackLater);
    assertThat(closed.retryAfter()).isPresent();
    assertThat(agent.received).noneMatch(GatewayFrame.Changes.class::isInstance);
  }

  @Test
  void an_agent_of_a_newer_epoch_is_welcomed_only_by_a_table_that_is_up_to_date() {
    // Given
    agent.epoch = world.epoch + 1;
    world.committed++;
    agent.connect(world);
    world.settle();
    assertThat(agent.transport().sent).isEmpty();

    // When
    world.applied(world.committed);
    agent.settle(world);

    // Then
    assertThat(agent.received)
        .first()
        .isInstanceOfSatisfying(
            GatewayFrame.Welcome.class,
            welcome -> assertThat(welcome.epoch()).isEqualTo(world.epoch));
  }

  @Test
  void an_agent_of_a_newer_epoch_that_the_table_learns_of_is_never_welcomed_in_the_old_one() {
    // Given
    agent.epoch = world.epoch + 1;
    world.committed++;
    agent.connect(world);
    world.settle();

    // When
    world.newestEpoch = agent.epoch;
    world.applied(world.committed);
    world.settle();

    // Then
    assertThat(agent.transport().sent).isEmpty();
    assertThat(requireNonNull(agent.transport().closed).cause()).isEqualTo(CloseCause.EpochChanged);
  }

  @Test
  void what_a_newer_epoch_removes_is_not_told_in_a_session_of_the_old_one() {
    // Given
    var version = world.put("a");
    agent.connect(world);
    agent.settle(world);
    agent.received.clear();

    // When
    world.newestEpoch = world.epoch + 1;
    world.delete("a");
    agent.settle(world);

    // Then
    assertThat(requireNonNull(agent.transport().closed).cause()).isEqualTo(CloseCause.EpochChanged);
    assertThat(agent.received).isEmpty();
    assertThat(agent.held.values()).containsExactly(version);
  }

  @Test
  void the_hub_is_told_what_the_agent_said_it_holds_and_never_what_the_table_has_by_then() {
    // Given
    var held = world.put("a");
    agent.connect(world);
    agent.settle(world);
    agent.lose();
    world.reports.clear();
    var sent = world.put("b");
    agent.connect(world);
    world.settle();
    agent.step(); // welcome
    world.settle();

    // When: the table changes, and whoever tells of it comes late
    var unheard = new ConfigurationVersion(held.id(), held.uid(), 900);
    world.table.put(
        held.id().key(),
        new DesiredState.Desired(
            unheard,
            requireNonNull(world.table.get(held.id().key())).lifecycle(),
            requireNonNull(world.table.get(held.id().key())).properties(),
            10));
    agent.settle(world);

    // Then
    assertThat(world.reported(ReportBody.InSync.class)).isEmpty();
    assertThat(world.reported(ReportBody.Acknowledged.class))
        .containsExactly(
            new ReportBody.Acknowledged(List.of(held), List.of()),
            new ReportBody.Acknowledged(List.of(sent), List.of()));
  }
}

package io.fairlead.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.contract.protocol.SetDigest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final World world = new World();
  private final ModelAgent agent = new ModelAgent();

  @Test
  void equal_digests_get_one_small_frame_whatever_the_size() {
    // Given
    for (int i = 0; i < 2_000; i++) {
      world.put("c" + i);
    }
    world.table.forEach((key, desired) -> agent.held.put(key, desired.version()));
    agent.connect(world);

    // When
    world.settle();

    // Then
    assertThat(agent.transport().sent).hasSize(1);
    assertThat(agent.transport().sent.peek().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(1024);
    assertThat(agent.transport().next()).contains(new GatewayFrame.Welcome(0, 3, true, 60));
    assertThat(world.reported(ReportBody.InSync.class).getFirst().configurations()).hasSize(2_000);
  }

  @Test
  void a_thousand_edits_while_away_arrive_as_ten() {
    // Given
    for (int i = 0; i < 10; i++) {
      world.put("c" + i);
    }
    agent.connect(world);
    agent.settle(world);
    agent.lose();
    agent.deliveries = 0;
    for (int i = 0; i < 1_000; i++) {
      world.put("c" + i % 10);
    }

    // When
    agent.connect(world);
    agent.settle(world);

    // Then
    assertThat(agent.deliveries).isEqualTo(10);
    assertThat(agent.held.values()).containsExactlyInAnyOrderElementsOf(world.versions());
    assertThat(agent.synchronizedTo).isEqualTo(agent.digest());
  }

  @Test
  void an_edit_between_the_snapshot_and_the_inventory_is_not_missed_S42() {
    // Given
    world.put("a");
    agent.connect(world);
    world.settle();
    var newest = world.put("a");

    // When
    agent.settle(world);

    // Then
    assertThat(agent.held.values()).containsExactly(newest);
  }

  @Test
  void an_edit_before_the_snapshot_is_answered_is_not_missed_S42() {
    // Given
    agent.connect(world);
    world.loop.runAll();
    world.pending.removeFirst().run(); // the session's number
    world.loop.runAll(); // the snapshot is asked for
    var created = world.put("b");

    // When
    agent.settle(world);

    // Then
    assertThat(agent.held.values()).containsExactly(created);
  }

  @Test
  void what_is_no_longer_wanted_is_removed_however_long_the_agent_was_away_S16() {
    // Given
    world.put("last");
    agent.connect(world);
    agent.settle(world);
    agent.lose();
    world.delete("last");

    // When
    agent.connect(world);
    agent.settle(world);

    // Then
    assertThat(agent.held).isEmpty();
  }

  @Test
  void a_new_incarnation_replaces_the_old_one_S21() {
    // Given
    var old = world.put("a");
    agent.connect(world);
    agent.settle(world);
    agent.lose();
    world.delete("a");
    var recreated = world.put("a");

    // When
    agent.connect(world);
    agent.settle(world);

    // Then
    assertThat(recreated.uid()).isNotEqualTo(old.uid());
    assertThat(agent.held.values()).containsExactly(recreated);
  }

  @Test
  void changes_of_a_live_session_arrive_and_are_acknowledged_upwards() {
    // Given
    agent.connect(world);
    agent.settle(world);

    // When
    var version = world.put("a");
    agent.settle(world);

    // Then
    assertThat(agent.held.values()).containsExactly(version);
    assertThat(world.reported(ReportBody.Delivered.class))
        .containsExactly(new ReportBody.Delivered(List.of(version)));
    assertThat(world.reported(ReportBody.Acknowledged.class))
        .containsExactly(new ReportBody.Acknowledged(List.of(version), List.of()));
  }

  @Test
  void a_refusal_is_reported_and_keeps_the_session_from_claiming_to_be_in_sync() {
    // Given
    var good = world.put("good");
    var bad = world.put("bad");
    agent.connect(world);
    world.settle();
    agent.step(); // welcome
    world.settle();
    var changes = (GatewayFrame.Changes) agent.transport().next().orElseThrow();
    var refusal = new Refusal(bad, "cannot be read");

    // When
    agent.say(new AgentFrame.Acknowledge(changes.nonce(), List.of(refusal)));
    agent.settle(world);

    // Then
    assertThat(world.reported(ReportBody.Acknowledged.class))
        .containsExactly(new ReportBody.Acknowledged(List.of(good), List.of(refusal)));
    assertThat(world.reported(ReportBody.InSync.class)).isEmpty();
    assertThat(agent.synchronizedTo).isEqualTo(SetDigest.of(world.versions()));
  }

  @Test
  void large_states_are_split_into_bounded_frames_within_the_window() {
    // Given
    for (int i = 0; i < 12; i++) {
      world.put("c" + i, 150_000);
    }
    agent.connect(world);
    world.settle();
    agent.step();

    // When
    world.settle();

    // Then
    assertThat(agent.transport().sent)
        .hasSize(ProtocolLimits.MAX_UNACKNOWLEDGED_FRAMES)
        .allSatisfy(
            frame ->
                assertThat(frame.getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(ProtocolLimits.MAX_FRAME_BYTES));
    agent.settle(world);
    assertThat(agent.held).hasSize(12);
  }

  @Test
  void reports_are_numbered_by_the_gateway_and_received_only_once_kafka_has_them() {
    // Given
    var version = world.put("a");
    agent.connect(world);
    agent.settle(world);
    int before = world.reports.size();
    agent.say(new AgentFrame.Statuses(1, List.of(status(version))));
    world.loop.runAll();
    assertThat(agent.transport().sent).isEmpty();

    // When
    world.settle();

    // Then
    assertThat(agent.transport().next()).contains(new GatewayFrame.Received(1));
    Report report = world.reports.get(before);
    assertThat(report.session()).isZero();
    assertThat(world.reports).extracting(Report::sequence).isSorted().doesNotHaveDuplicates();
    assertThat(report.body()).isEqualTo(new ReportBody.Statuses(List.of(status(version))));
  }

  @Test
  void the_newer_of_two_sessions_lives_S11_S43() {
    // Given
    agent.connect(world);
    agent.settle(world);
    var twin = new ModelAgent();

    // When
    twin.connect(world);
    twin.settle(world);

    // Then
    assertThat(agent.transport().closed).isEqualTo(new CloseReason(CloseCause.Replaced));
    assertThat(twin.isConnected()).isTrue();
    assertThat(world.registry.size()).isEqualTo(1);
    assertThat(world.events.getLast())
        .isInstanceOfSatisfying(
            SessionEvent.Closed.class, closed -> assertThat(closed.session()).isZero());
  }

  @Test
  void a_newer_session_on_another_gateway_wins_even_before_this_one_has_its_number_S43() {
    // Given
    agent.connect(world);
    world.registry.opened(World.CLUSTER, 1_000);

    // When
    agent.settle(world);

    // Then
    assertThat(agent.transport().closed).isEqualTo(new CloseReason(CloseCause.Replaced));
    assertThat(world.registry.size()).isZero();
  }

  @Test
  void a_connection_lost_before_its_opening_was_written_is_never_announced() {
    // Given
    agent.connect(world);
    agent.lose();

    // When
    world.settle();

    // Then
    assertThat(world.events).isEmpty();
  }

  @Test
  void a_connection_lost_before_its_number_is_known_still_tells_its_end() {
    // Given
    agent.connect(world);
    world.pending.removeFirst().run(); // Kafka has the opening
    agent.lose();

    // When
    world.settle();

    // Then
    assertThat(world.events)
        .hasSize(2)
        .last()
        .isInstanceOfSatisfying(
            SessionEvent.Closed.class,
            closed -> {
              assertThat(closed.session()).isZero();
              assertThat(closed.cause()).isEqualTo(CloseCause.ConnectionLost);
            });
  }

  @Test
  void the_age_of_the_oldest_unacknowledged_change_runs_until_it_is_acknowledged() {
    // Given
    agent.connect(world);
    agent.settle(world);
    Instant changed = world.loop.instant();
    world.put("a");
    world.advance(Duration.ofSeconds(5));
    world.put("a");
    world.settle();
    assertThat(world.registry.oldestChange()).contains(changed);

    // When
    agent.settle(world);

    // Then
    assertThat(world.registry.oldestChange()).isEmpty();
  }

  private static ConfigurationStatus status(ConfigurationVersion version) {
    return new ConfigurationStatus(
        version, Compliance.Compliant, null, Instant.EPOCH, null, null, null, null, null);
  }
}

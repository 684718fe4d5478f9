package io.fairlead.gateway.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
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
import java.util.UUID;
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
  void too_many_unconfirmed_reports_stop_the_reading_and_not_the_session_S24() {
    // Given
    var version = world.put("a");
    agent.connect(world);
    agent.settle(world);

    // When
    for (int i = 1; i <= world.policy.reportsInFlight(); i++) {
      agent.say(new AgentFrame.Statuses(i, List.of(status(version))));
    }

    // Then
    assertThat(agent.transport().paused).isTrue();
    world.settle();
    assertThat(agent.transport().paused).isFalse();
    assertThat(agent.isConnected()).isTrue();
  }

  @Test
  void more_frames_in_a_second_than_allowed_wait_for_the_next() {
    // Given
    agent.connect(world);
    agent.settle(world);

    // When
    for (int i = 0; i < world.policy.framesPerSecond(); i++) {
      agent.say(new AgentFrame.Heartbeat());
      world.settle();
    }

    // Then
    assertThat(agent.transport().paused).isTrue();
    world.advance(Duration.ofSeconds(1));
    assertThat(agent.transport().paused).isFalse();
  }

  @Test
  void kafka_being_away_for_too_long_ends_the_session_and_nothing_is_received() {
    // Given
    var version = world.put("a");
    agent.connect(world);
    agent.settle(world);
    world.kafkaAway = true;

    // When
    agent.say(new AgentFrame.Statuses(1, List.of(status(version))));
    world.settle();

    // Then
    assertThat(agent.transport().sent).isEmpty();
    assertThat(agent.transport().closed).isEqualTo(new CloseReason(CloseCause.HubUnavailable));
  }

  @Test
  void a_connection_that_takes_nothing_gets_nothing_more_and_is_closed_in_the_end_S12() {
    // Given
    agent.connect(world);
    agent.settle(world);
    agent.transport().capacity = 1;
    world.put("a");
    world.settle();

    // When
    world.put("b");
    world.settle();

    // Then
    assertThat(agent.transport().sent).hasSize(1);
    world.advance(world.policy.slowReader().plusMillis(1));
    assertThat(agent.transport().closed).isEqualTo(new CloseReason(CloseCause.SlowReader));
  }

  @Test
  void an_agent_that_reads_and_acknowledges_nothing_is_closed() {
    // Given
    agent.connect(world);
    agent.settle(world);
    world.put("a");
    world.settle();
    agent.transport().sent.clear();

    // When
    world.advance(world.policy.slowReader().plusMillis(1));

    // Then
    assertThat(agent.transport().closed).isEqualTo(new CloseReason(CloseCause.SlowReader));
  }

  @Test
  void silence_over_three_heartbeats_ends_the_session_S13() {
    // Given
    agent.connect(world);
    agent.settle(world);
    world.advance(world.policy.silence().minusSeconds(1));
    agent.say(new AgentFrame.Heartbeat());
    world.advance(world.policy.silence().minusSeconds(1));
    assertThat(agent.isConnected()).isTrue();

    // When
    world.advance(Duration.ofSeconds(2));

    // Then
    assertThat(agent.transport().closed).isEqualTo(new CloseReason(CloseCause.HeartbeatMissed));
  }

  @Test
  void no_hello_ends_the_session() {
    // Given
    var transport = new ListTransport();
    var _ = world.connect(transport);

    // When
    world.advance(world.policy.hello());

    // Then
    assertThat(requireNonNull(transport.closed).cause()).isEqualTo(CloseCause.ProtocolViolation);
    assertThat(world.registry.size()).isZero();
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
  void a_connection_lost_before_its_number_is_known_still_tells_its_end() {
    // Given
    agent.connect(world);
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
  void configurations_of_another_cluster_are_a_violation() {
    // Given
    agent.connect(world);
    agent.settle(world);
    var foreign =
        new ConfigurationVersion(
            ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "other")
                .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "a"),
            new UUID(1, 1),
            1);

    // When
    agent.say(new AgentFrame.Removed(1, List.of(foreign)));

    // Then
    assertThat(world.closes).containsExactly(CloseCause.ProtocolViolation);
  }

  @Test
  void frames_out_of_turn_are_violations() {
    // Given
    List<AgentFrame> outOfTurn =
        List.of(
            new AgentFrame.Hello(0, SetDigest.EMPTY, ModelAgent.description()),
            new AgentFrame.Inventory(List.of(), true),
            new AgentFrame.Acknowledge(1, List.of()),
            new AgentFrame.Statuses(2, List.of()));

    for (AgentFrame frame : outOfTurn) {
      var other = new ModelAgent();
      other.connect(world);
      other.settle(world);

      // When
      other.say(frame);

      // Then
      assertThat(requireNonNull(other.transport().closed).cause())
          .as(frame.toString())
          .isEqualTo(CloseCause.ProtocolViolation);
    }
  }

  @Test
  void a_frame_over_the_limit_is_named_so() {
    // Given
    agent.connect(world);
    agent.settle(world);

    // When
    agent.session().onText(" ".repeat(ProtocolLimits.MAX_FRAME_BYTES + 1));

    // Then
    assertThat(world.closes).containsExactly(CloseCause.FrameTooLarge);
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

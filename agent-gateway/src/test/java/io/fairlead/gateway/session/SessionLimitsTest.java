package io.fairlead.gateway.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.contract.protocol.SetDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a session bears, and how it ends when it is too much.
class SessionLimitsTest {
  private final World world = new World();
  private final ModelAgent agent = new ModelAgent();

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
  void a_clock_that_is_put_back_stops_the_reading_for_no_longer_than_before() {
    // Given
    agent.connect(world);
    agent.settle(world);
    agent.say(new AgentFrame.Heartbeat());
    world.loop.setClock(Duration.ofHours(-1));

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
  void an_agent_that_acknowledges_slowly_and_steadily_is_not_closed() {
    // Given
    agent.connect(world);
    agent.settle(world);
    for (int i = 0; i < ProtocolLimits.MAX_UNACKNOWLEDGED_FRAMES; i++) {
      world.put("c" + i, 150_000);
    }
    world.settle();
    assertThat(agent.transport().sent).hasSize(ProtocolLimits.MAX_UNACKNOWLEDGED_FRAMES);

    // When
    for (int i = 0; i < ProtocolLimits.MAX_UNACKNOWLEDGED_FRAMES; i++) {
      world.advance(world.policy.slowReader().minusSeconds(20));
      agent.step();
    }

    // Then
    assertThat(agent.isConnected()).isTrue();
    assertThat(agent.held).hasSize(ProtocolLimits.MAX_UNACKNOWLEDGED_FRAMES);
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

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void a_hub_whose_clock_is_set_ends_no_session_for_it_and_none_later(int hours) {
    // Given
    agent.connect(world);
    agent.settle(world);

    // When
    world.loop.setClock(Duration.ofHours(hours));
    world.advance(world.policy.silence().minusSeconds(1));
    boolean connectedBefore = agent.isConnected();
    world.advance(Duration.ofSeconds(2));

    // Then
    assertThat(connectedBefore).isTrue();
    assertThat(agent.transport().closed).isEqualTo(new CloseReason(CloseCause.HeartbeatMissed));
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
  void no_hello_ends_the_session_of_an_agent_that_comes_back_soon() {
    // Given
    var transport = new ListTransport();
    var _ = world.connect(transport);

    // When
    world.advance(world.policy.hello());

    // Then
    CloseCause cause = requireNonNull(transport.closed).cause();
    assertThat(cause).isEqualTo(CloseCause.HeartbeatMissed);
    assertThat(cause.reaction()).isEqualTo(CloseCause.Reaction.RECONNECT);
    assertThat(world.registry.size()).isZero();
  }

  @Test
  void an_inventory_may_take_long_on_a_slow_link_as_long_as_parts_of_it_come() {
    // Given
    Duration nearlyTooLong = world.policy.inventory().minusSeconds(1);
    welcomedWithoutInventory();

    // When
    for (ConfigurationVersion version : List.of(world.put("b"), world.put("c"), world.put("d"))) {
      world.advance(nearlyTooLong);
      agent.say(new AgentFrame.Inventory(List.of(version), false));
    }
    world.advance(nearlyTooLong);
    agent.say(new AgentFrame.Inventory(List.of(), true));
    world.settle();

    // Then
    assertThat(agent.transport().closed).isNull();
    assertThat(agent.transport().sent).isNotEmpty();
  }

  @Test
  void an_inventory_of_which_nothing_comes_ends_the_session_of_an_agent_that_comes_back_soon() {
    // Given
    welcomedWithoutInventory();
    world.advance(world.policy.inventory().minusSeconds(1));
    agent.say(new AgentFrame.Inventory(List.of(), false));

    // When
    world.advance(Duration.ofSeconds(1));

    // Then
    CloseCause cause = requireNonNull(agent.transport().closed).cause();
    assertThat(cause).isEqualTo(CloseCause.HeartbeatMissed);
    assertThat(cause.reaction()).isEqualTo(CloseCause.Reaction.RECONNECT);
  }

  @Test
  void an_inventory_that_the_gateway_does_not_read_ends_no_session() {
    // Given
    welcomedWithoutInventory();
    var version = world.versions().getFirst();
    for (int i = 1; i <= world.policy.reportsInFlight(); i++) {
      agent.say(new AgentFrame.Statuses(i, List.of(status(version))));
    }
    assertThat(agent.transport().paused).isTrue();

    // When
    world.loop.advance(world.policy.inventory());

    // Then
    assertThat(agent.isConnected()).isTrue();
  }

  /// The agent lacks something, and has not said yet what it holds.
  private void welcomedWithoutInventory() {
    var _ = world.put("a");
    agent.connect(world);
    world.settle();
    agent.transport().sent.clear();
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

  private static ConfigurationStatus status(ConfigurationVersion version) {
    return new ConfigurationStatus(
        version, Compliance.Compliant, null, Instant.EPOCH, null, null, null, null, null);
  }
}

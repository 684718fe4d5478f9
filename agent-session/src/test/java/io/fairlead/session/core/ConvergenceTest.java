package io.fairlead.session.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.session.desired.ConfigurationChange;
import io.fairlead.session.desired.HeldConfiguration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/// Whatever happens, in whatever order, the agent ends on the hub's state, and the hub on the
/// cluster's.
class ConvergenceTest {
  private static final int CONFIGURATIONS = 6;

  private enum Step {
    PUT,
    DELETE,
    FORGET,
    /// A frame reaches the agent; what it answers goes on its way.
    TO_AGENT,
    /// A frame reaches the gateway.
    TO_GATEWAY,
    REPORT,
    CLEAN_UP,
    CONNECT,
    DROP,
    /// The agent's process ends, and another begins from what is stored.
    KILL,
    HEARTBEAT
  }

  @Property(tries = 600)
  void theAgentAlwaysEndsOnTheHubsState(@ForAll("steps") List<Tuple2<Step, Integer>> steps) {
    // Given
    World world = new World();
    // When
    steps.forEach(step -> world.take(step.get1(), step.get2()));
    world.settle();
    // Then
    assertThat(world.agent.held().digest()).isEqualTo(world.hub.digest());
    assertThat(world.hub.wanted.values())
        .allMatch(change -> change.lifecycle() == Lifecycle.Active);
    assertThat(world.believed()).isEqualTo(world.wantedVersions());
    world.lastReports.forEach(
        (id, message) -> assertThat(world.hub.statuses).containsEntry(id, message));
  }

  @Property(tries = 200)
  void anEpochThatForgotMostNeverEmptiesTheAgentByItself(
      @ForAll("steps") List<Tuple2<Step, Integer>> steps) {
    // Given
    World world = new World();
    for (int number = 0; number < CONFIGURATIONS; number++) {
      world.hub.put(number);
    }
    world.settle();
    world.hub.restore(Set.of(0, 1, 2, 3, 4));
    world.drop();
    world.onlyUnreliable = true;
    // When
    steps.forEach(step -> world.take(step.get1(), step.get2()));
    world.settle();
    // Then
    assertThat(world.agent.held().held()).hasSize(CONFIGURATIONS);
    assertThat(world.agent.core.onConfirmRemovals(2))
        .isEqualTo(new RemovalsConfirmation.CarriedOut(5));
    assertThat(world.agent.held().digest()).isEqualTo(world.hub.digest());
  }

  @Provide
  Arbitrary<List<Tuple2<Step, Integer>>> steps() {
    Arbitrary<Step> step =
        Arbitraries.frequency(
            Tuple.of(6, Step.PUT),
            Tuple.of(2, Step.DELETE),
            Tuple.of(1, Step.FORGET),
            Tuple.of(20, Step.TO_AGENT),
            Tuple.of(20, Step.TO_GATEWAY),
            Tuple.of(8, Step.REPORT),
            Tuple.of(3, Step.CLEAN_UP),
            Tuple.of(5, Step.CONNECT),
            Tuple.of(3, Step.DROP),
            Tuple.of(3, Step.KILL),
            Tuple.of(1, Step.HEARTBEAT));
    return step.flatMap(
            taken ->
                Arbitraries.integers()
                    .between(0, CONFIGURATIONS - 1)
                    .map(number -> Tuple.of(taken, number)))
        .list()
        .ofMinSize(20)
        .ofMaxSize(200);
  }

  /// The hub, the agent, the wire between them, and what the cluster believes.
  private static final class World {
    private final MemoryStore store = new MemoryStore();
    private final ModelHub hub = new ModelHub();
    private final Deque<AgentFrame> toGateway = new ArrayDeque<>();
    private final Map<ResourceId, HeldConfiguration> cluster = new HashMap<>();
    private final Map<ResourceId, String> lastReports = new HashMap<>();
    private final Map<ResourceId, Long> newest = new HashMap<>();
    private TestAgent agent = new TestAgent(store);
    private long connection;
    private int reports;
    private boolean onlyUnreliable;

    World() {
      agent.core.onStart();
    }

    void take(Step step, int number) {
      switch (step) {
        case PUT -> unlessOnlyUnreliable(() -> hub.put(number));
        case DELETE -> unlessOnlyUnreliable(() -> hub.delete(number));
        case FORGET -> unlessOnlyUnreliable(() -> hub.forget(number));
        case TO_AGENT -> deliverToAgent();
        case TO_GATEWAY -> deliverToGateway();
        case REPORT -> report(number % 2);
        case CLEAN_UP -> cleanUp();
        case CONNECT -> connect();
        case DROP -> drop();
        case KILL -> kill();
        case HEARTBEAT -> agent.core.onTimer(new SessionTimer.HeartbeatDue(connection));
      }
      collect();
    }

    private void unlessOnlyUnreliable(Runnable edit) {
      if (!onlyUnreliable) {
        edit.run();
      }
    }

    private boolean deliverToAgent() {
      GatewayFrame frame = hub.toAgent.poll();
      if (frame != null) {
        agent.frame(connection, frame);
        collect();
      }
      return frame != null;
    }

    private boolean deliverToGateway() {
      AgentFrame frame = toGateway.poll();
      if (frame != null) {
        hub.hear(frame);
        agent.core.onWritten(connection);
        collect();
      }
      return frame != null;
    }

    private void connect() {
      if (agent.core.snapshot().phase() == SessionSnapshot.Phase.DISCONNECTED) {
        toGateway.clear();
        hub.connect();
        connection = agent.connect();
      }
    }

    private void drop() {
      hub.disconnect();
      toGateway.clear();
      agent.core.onEnded(connection, new Ending.Failed());
    }

    private void kill() {
      collect();
      hub.disconnect();
      toGateway.clear();
      agent = new TestAgent(store);
      agent.core.onStart();
      cluster.clear();
      agent.held().held().forEach(held -> cluster.put(held.id(), held));
    }

    private void report(int number) {
      HeldConfiguration held = cluster.get(Fixtures.id(number));
      if (held != null && held.isActive()) {
        String message = "report " + ++reports;
        lastReports.put(held.id(), message);
        agent.core.onReports(List.of(Fixtures.status(held.version(), message)));
      }
    }

    private void cleanUp() {
      List.copyOf(cluster.values()).stream()
          .filter(held -> !held.isActive())
          .forEach(held -> agent.core.onCleanedUp(held.version()));
    }

    /// Puts what the agent said on the wire, and does what it told the cluster.
    private void collect() {
      List<Action> actions = List.copyOf(agent.actions);
      for (Action action : actions) {
        switch (action) {
          case Action.Send(long on, AgentFrame frame) -> {
            if (on == connection || frame instanceof AgentFrame.Hello) {
              toGateway.add(frame);
            }
          }
          case Action.Tell(List<ConfigurationChange> changes) -> changes.forEach(this::told);
          case Action.Close closed -> {
            hub.disconnect();
            toGateway.clear();
          }
          case Action.AskForReports() -> {
            Set<ResourceId> again = new HashSet<>(lastReports.keySet());
            lastReports.clear();
            again.forEach(this::reportAgain);
          }
          case Action.Connect ignored -> {}
          case Action.Ping ignored -> {}
          case Action.Remind ignored -> {}
        }
      }
      agent.actions.removeIf(
          action ->
              !(action instanceof Action.Remind(SessionTimer.Reconnect ignored, var after))
                  && actions.contains(action));
    }

    private void reportAgain(ResourceId id) {
      HeldConfiguration held = cluster.get(id);
      if (held != null && held.isActive()) {
        String message = "report " + ++reports;
        lastReports.put(id, message);
        agent.core.onReports(List.of(Fixtures.status(held.version(), message)));
      }
    }

    private void told(ConfigurationChange change) {
      switch (change) {
        case ConfigurationChange.Changed(HeldConfiguration current) -> hold(current);
        case ConfigurationChange.Replaced(var former, HeldConfiguration current) -> {
          // A status of the former incarnation is nobody's any more.
          lastReports.remove(current.id());
          hold(current);
        }
        case ConfigurationChange.Deleting(HeldConfiguration current) -> hold(current);
        case ConfigurationChange.Removed(ConfigurationVersion last) -> {
          cluster.remove(last.id());
          lastReports.remove(last.id());
        }
      }
    }

    private void hold(HeldConfiguration current) {
      long before = newest.getOrDefault(current.id(), 0L);
      assertThat(current.generation()).as("never older").isGreaterThanOrEqualTo(before);
      newest.put(current.id(), current.generation());
      HeldConfiguration former = cluster.put(current.id(), current);
      if (former == null || !former.uid().equals(current.uid())) {
        lastReports.remove(current.id());
      }
    }

    /// Lets the network be reliable until nothing happens any more.
    void settle() {
      for (int round = 0; round < 5000; round++) {
        connect();
        collect();
        boolean moved = deliverToGateway();
        moved |= deliverToAgent();
        cleanUp();
        collect();
        if (!moved && toGateway.isEmpty() && hub.toAgent.isEmpty()) {
          return;
        }
      }
      throw new AssertionError("never quiet");
    }

    private Set<ConfigurationVersion> believed() {
      Set<ConfigurationVersion> versions = new HashSet<>();
      cluster.values().forEach(held -> versions.add(held.version()));
      return versions;
    }

    private Set<ConfigurationVersion> wantedVersions() {
      Set<ConfigurationVersion> versions = new HashSet<>();
      hub.wanted.values().forEach(change -> versions.add(change.version()));
      return versions;
    }
  }
}

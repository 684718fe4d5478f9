package io.fairlead.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.GatewayFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Two gateways that each read the store's log in their own time, and an agent that hops between
/// them: what it knows never goes back in time.
class TwoGatewaysConvergenceTest {
  enum Happening {
    EDIT,
    DELETE,
    READ_LOG,
    HOP,
    LET_ONE_THROUGH,
    RUN_ONE_TASK,
    AGENT_READS_ONE,
    AGENT_READS_ALL
  }

  record Step(Happening happening, int key, int gateway) {}

  /// A state of a key, or its deletion.
  record Entry(String name, Optional<ConfigurationVersion> version) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Happening.class),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 1))
        .as(Step::new)
        .list()
        .ofMaxSize(150);
  }

  @Property(tries = 1000)
  void nothing_goes_back_in_time(@ForAll("steps") List<Step> steps) {
    // Given
    var store = new Store();
    var knowledge = new Knowledge(store);

    // When
    for (Step step : steps) {
      happen(step, store, knowledge);
    }
    store.gateways.forEach(store::readAll);
    knowledge.hop(store.gateways.getFirst());
    knowledge.readAll();

    // Then
    assertThat(knowledge.agent.transport().closed).isNull();
    assertThat(knowledge.agent.held.values())
        .containsExactlyInAnyOrderElementsOf(store.desired.values());
  }

  private static void happen(Step step, Store store, Knowledge knowledge) {
    World gateway = store.gateways.get(step.gateway());
    switch (step.happening()) {
      case EDIT -> store.put("c" + step.key());
      case DELETE -> store.delete("c" + step.key());
      case READ_LOG -> store.readOne(gateway);
      case HOP -> knowledge.hop(gateway);
      case LET_ONE_THROUGH -> {
        if (!gateway.pending.isEmpty()) {
          gateway.pending.removeFirst().run();
        }
      }
      case RUN_ONE_TASK -> {
        if (gateway.loop.hasTasks()) {
          gateway.loop.runOne();
        }
      }
      case AGENT_READS_ONE -> knowledge.readOne();
      case AGENT_READS_ALL -> knowledge.readAll();
    }
  }

  /// The store with its log, and the gateways that read it.
  private static final class Store {
    final List<World> gateways = List.of(new World(), new World());
    final Map<String, ConfigurationVersion> desired = new LinkedHashMap<>();
    final List<Entry> log = new ArrayList<>();

    void put(String name) {
      ConfigurationVersion old = desired.get(name);
      long generation = log.size() + 1L;
      var version =
          new ConfigurationVersion(
              World.configuration(name),
              old == null ? new UUID(2, generation) : old.uid(),
              generation);
      desired.put(name, version);
      append(new Entry(name, Optional.of(version)));
    }

    void delete(String name) {
      if (desired.remove(name) != null) {
        append(new Entry(name, Optional.empty()));
      }
    }

    private void append(Entry entry) {
      log.add(entry);
      gateways.forEach(gateway -> gateway.committed = log.size());
    }

    void readOne(World gateway) {
      int next = (int) gateway.applied;
      if (next < log.size()) {
        Entry entry = log.get(next);
        entry
            .version()
            .ifPresentOrElse(
                version -> gateway.put(version, 10), () -> gateway.delete(entry.name()));
        gateway.applied(next + 1L);
      }
    }

    void readAll(World gateway) {
      while (gateway.applied < log.size()) {
        readOne(gateway);
      }
    }

    /// The place of a state in the log.
    int place(ConfigurationVersion version) {
      return (int) version.generation() - 1;
    }

    /// The place of the first deletion of a key after that.
    Optional<Integer> deletionAfter(String key, int place) {
      for (int i = place + 1; i < log.size(); i++) {
        Entry entry = log.get(i);
        if (entry.version().isEmpty() && World.configuration(entry.name()).key().equals(key)) {
          return Optional.of(i);
        }
      }
      return Optional.empty();
    }
  }

  /// An agent with what it knows of each key, as a place in the log.
  private static final class Knowledge {
    final ModelAgent agent = new ModelAgent();
    private final Store store;
    private final Map<String, Integer> places = new HashMap<>();
    private World gateway;
    private int checked;

    Knowledge(Store store) {
      this.store = store;
      this.gateway = store.gateways.getFirst();
    }

    void hop(World next) {
      agent.lose();
      gateway = next;
      agent.connect(next);
      checked = 0;
    }

    void readOne() {
      if (agent.isConnected()) {
        agent.step();
        check();
      }
    }

    void readAll() {
      if (agent.isConnected()) {
        agent.settle(gateway);
        check();
      }
    }

    private void check() {
      while (checked < agent.received.size()) {
        if (agent.received.get(checked) instanceof GatewayFrame.Changes changes) {
          changes.changed().forEach(change -> learn(change.version()));
          changes.removed().forEach(id -> forget(id.key()));
        }
        checked++;
      }
    }

    private void learn(ConfigurationVersion version) {
      String key = version.id().key();
      int place = store.place(version);
      assertThat(place).as("sent after newer").isGreaterThanOrEqualTo(places.getOrDefault(key, -1));
      places.put(key, place);
    }

    private void forget(String key) {
      Integer known = places.get(key);
      if (known != null && store.log.get(known).version().isPresent()) {
        Optional<Integer> deletion = store.deletionAfter(key, known);
        assertThat(deletion).as("removed and never deleted").isPresent();
        places.put(key, deletion.get());
      }
    }
  }
}

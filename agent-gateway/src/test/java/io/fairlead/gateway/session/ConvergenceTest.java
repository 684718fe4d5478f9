package io.fairlead.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever happens in whatever order, an agent that stays connected for a while ends on the table.
class ConvergenceTest {
  enum Happening {
    EDIT,
    CREATE_LARGE,
    DELETE,
    LET_ONE_THROUGH,
    RUN_ONE_TASK,
    AGENT_READS_ONE,
    AGENT_READS_ALL,
    LOSE,
    CONNECT,
    NARROW
  }

  record Step(Happening happening, int key) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.of(Happening.class)
        .flatMap(
            happening -> Arbitraries.integers().between(0, 7).map(key -> new Step(happening, key)))
        .list()
        .ofMaxSize(120);
  }

  @Property(tries = 300)
  void converges(@ForAll("steps") List<Step> steps) {
    // Given
    var world = new World();
    var agent = new ModelAgent();
    agent.inventoryPart = 2;

    // When
    for (Step step : steps) {
      happen(step, world, agent);
    }
    if (!agent.isConnected()) {
      agent.connect(world);
    }
    agent.settle(world);

    // Then
    assertThat(agent.transport().closed).isNull();
    assertThat(agent.held.values()).containsExactlyInAnyOrderElementsOf(world.versions());
    assertThat(world.registry.size()).isEqualTo(1);
    assertThat(world.registry.oldestChange()).isEmpty();
  }

  private static void happen(Step step, World world, ModelAgent agent) {
    String name = "c" + step.key();
    switch (step.happening()) {
      case EDIT -> world.put(name);
      case CREATE_LARGE -> world.put(name, 50_000);
      case DELETE -> world.delete(name);
      case LET_ONE_THROUGH -> {
        if (!world.pending.isEmpty()) {
          world.pending.removeFirst().run();
        }
      }
      case RUN_ONE_TASK -> {
        if (world.loop.hasTasks()) {
          world.loop.runOne();
        }
      }
      case AGENT_READS_ONE -> {
        if (agent.isConnected()) {
          agent.step();
        }
      }
      case AGENT_READS_ALL -> {
        if (agent.isConnected()) {
          agent.settle(world);
        }
      }
      case LOSE -> agent.lose();
      case CONNECT -> {
        agent.lose();
        agent.connect(world);
      }
      case NARROW -> agent.transport().capacity = 1 + step.key();
    }
  }
}

package io.fairlead.systemtest.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.check.Checker;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.HubProcess;
import io.fairlead.systemtest.user.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `kill -9` of any one process at a random moment under a load of writes, twenty times.
///
/// The seed is printed; `-Dfairlead.fault.seed=N` repeats the same order of victims and moments.
@ScenarioTest
class KillAnyProcessTest {
  private static final int KILLS = 20;
  private static final int CLUSTERS = 4;
  private static final int KEYS = 200;
  private static final int WRITERS = 4;
  private static final int PER_SECOND = 200;
  private static final int FEWEST_WRITES_BEFORE_KILL = 50;
  private static final int MOST_WRITES_BEFORE_KILL = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CONVERGED = Duration.ofSeconds(60);
  private static final Duration STAY = Duration.ofSeconds(3);

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void nothingAcknowledgedIsLostAndNothingDeletedReturns(World world) {
    // Given
    long seed = Long.getLong("fairlead.fault.seed", System.nanoTime());
    System.out.println("fault seed=" + seed);
    Random random = new Random(seed);
    List<TestAgent> agents =
        IntStream.range(0, CLUSTERS)
            .mapToObj(number -> world.fleet().join("load-" + number))
            .toList();
    List<ResourceId> clusters = agents.stream().map(TestAgent::cluster).toList();
    Load.Plan plan = new Load.Plan(clusters, KEYS, WRITERS, PER_SECOND, seed, PATIENCE);
    Checker checker = new Checker(world.user(), world.ledger());
    try (Load load = Load.start(world.user(), world.ledger(), plan)) {
      // When
      for (HubProcess victim : victims(random)) {
        awaitWrites(world, random.nextInt(FEWEST_WRITES_BEFORE_KILL, MOST_WRITES_BEFORE_KILL));
        kill(world, load, victim);
        load.whilePaused(
            () -> assertThat(checker.lost(clusters)).as("lost with %s", victim).isEmpty());
      }
      load.stop();
      System.out.println(
          "faults=%d acknowledged=%d retries=%d"
              .formatted(KILLS, world.ledger().acknowledged(), load.retries()));
    }
    // Then
    assertThat(checker.lost(clusters)).isEmpty();
    checker.verify(agents, CONVERGED, STAY);
  }

  private static void kill(World world, Load load, HubProcess victim) {
    long acknowledged = world.ledger().acknowledged();
    long refused = load.refused();
    long begin = System.nanoTime();
    world.hub().kill9(victim);
    world.hub().awaitHealthy();
    System.out.println(
        "killed=%s recoveredAfter=%d ms acknowledgedMeanwhile=%d keysBusy=%d"
            .formatted(
                victim,
                Duration.ofNanos(System.nanoTime() - begin).toMillis(),
                world.ledger().acknowledged() - acknowledged,
                load.refused() - refused));
  }

  /// Each process equally often, in random order.
  private static List<HubProcess> victims(Random random) {
    List<HubProcess> victims = new ArrayList<>();
    while (victims.size() < KILLS) {
      victims.addAll(List.of(HubProcess.values()));
    }
    Collections.shuffle(victims, random);
    return victims;
  }

  /// The moment of a kill is counted in writes: none is without a load before it.
  private static void awaitWrites(World world, int more) {
    long due = world.ledger().acknowledged() + more;
    await("%d more writes are acknowledged".formatted(more))
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> world.ledger().acknowledged() >= due);
  }
}

package io.fairlead.systemtest.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.Topic;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.hub.HubProcess;
import io.fairlead.systemtest.user.Bodies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `kill -9` of the policy engine in the middle of a fan-out, ten times.
///
/// The seed is printed; `-Dfairlead.fault.seed=N` repeats the moments.
@ScenarioTest
class EngineKilledTest {
  private static final int KILLS = 10;
  private static final int CLUSTERS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(20);

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void noClusterIsMissedAndNoneGetsItTwiceWithDifferentContent(World world) {
    // Given
    long seed = Long.getLong("fairlead.fault.seed", System.nanoTime());
    System.out.println("fault seed=" + seed);
    Random random = new Random(seed);
    try (ManyClusters clusters = new ManyClusters(world.hub(), world.fleet().scope());
        Baseline baseline = Baseline.forAll(world.user(), world.fleet().scope(), "kept")) {
      clusters.register(CLUSTERS);
      baseline.assign("round-0");
      awaitAll(clusters, "round-0");
      // When
      for (int round = 1; round <= KILLS; round++) {
        String value = "round-" + round;
        baseline.assign(value);
        int moment = random.nextInt(1, CLUSTERS / 2);
        await("some have " + value)
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(POLL)
            .until(() -> clusters.carrying(value).stored() >= moment);
        world.hub().kill9(HubProcess.POLICY_ENGINE);
        int reached = clusters.carrying(value).stored();
        world.hub().awaitHealthy();
        awaitAll(clusters, value);
        System.out.println("killed=policy-engine round=%d reached=%d".formatted(round, reached));
      }
      // Then
      List<String> expected =
          IntStream.rangeClosed(0, KILLS).mapToObj(round -> "round-" + round).toList();
      assertThat(histories(world))
          .hasSize(CLUSTERS)
          .allSatisfy(
              history -> {
                assertThat(expected).containsSubsequence(history);
                assertThat(history).endsWith("round-" + KILLS);
              });
    }
  }

  private static void awaitAll(ManyClusters clusters, String value) {
    await("all have " + value)
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> clusters.carrying(value).stored() == CLUSTERS);
  }

  /// The values that were published for each configuration, one for each generation.
  private static List<List<String>> histories(World world) {
    List<List<String>> histories = new ArrayList<>();
    String group = world.fleet().scope().key() + "/";
    PropertiesSeal seal = world.hub().seal();
    world
        .topics()
        .byKey(Topic.CONFIGURATIONS)
        .forEach(
            (key, records) -> {
              if (key.startsWith(group)) {
                histories.add(values(records, seal));
              }
            });
    return histories;
  }

  private static List<String> values(
      List<ConsumerRecord<byte[], byte[]>> records, PropertiesSeal seal) {
    List<String> values = new ArrayList<>();
    long generation = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      ConfigurationState state = Json.read(record.value(), ConfigurationState.class);
      if (state.generation() != generation) {
        generation = state.generation();
        values.add(Bodies.valueIn(state.id(), seal.open(state.id(), state.properties())));
      }
    }
    return values;
  }
}

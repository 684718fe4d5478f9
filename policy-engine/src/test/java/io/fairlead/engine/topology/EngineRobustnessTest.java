package io.fairlead.engine.topology;

import static io.fairlead.engine.topology.TestEngine.BASELINE;
import static io.fairlead.engine.topology.TestEngine.SHIP;
import static io.fairlead.engine.topology.TestEngine.VERDICT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.topic.Topic;
import io.fairlead.engine.sample.Samples;
import io.fairlead.policy.evaluation.Evaluator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineRobustnessTest {
  @AutoClose private final TestEngine engine;
  private final Path directory;

  EngineRobustnessTest(@TempDir Path directory) {
    this.directory = directory;
    engine = new TestEngine(directory.resolve("engine"));
  }

  @Test
  void takes_back_what_was_said_before_its_memory_was_lost() {
    // Given
    engine.assigned("keep", "test");

    // When
    engine.pipe(Topic.POLICY_STATES, VERDICT, bytes("{}"));
    engine.tick();

    // Then
    assertThat(engine.verdicts()).singleElement().satisfies(TestEngine::takesBack);
  }

  @Test
  void a_record_that_cannot_be_read_is_skipped_and_the_last_good_state_stays() {
    // Given
    engine.deployed("keep");

    // When
    engine.pipe(Topic.CLUSTERS, SHIP.key(), bytes("{\"id\": 1}"));
    engine.pipe(Topic.CONFIGURATIONS, BASELINE.key(), bytes("no json"));
    engine.pipe(Topic.CONFIGURATIONS, "nonsense", bytes("{}"));
    engine.pipe(Topic.REPORTS, SHIP.key(), bytes("{\"body\": 1}"));
    engine.pipe(Topic.POLICIES, Samples.definitionId().key(), bytes("{}"));
    engine.tick();

    // Then
    assertThat(engine.deadLetters())
        .extracting(letter -> letter.origin().topic())
        .containsExactly(
            Topic.CLUSTERS.topicName(),
            Topic.CONFIGURATIONS.topicName(),
            Topic.CONFIGURATIONS.topicName(),
            Topic.REPORTS.topicName(),
            Topic.POLICIES.topicName());
    assertThat(engine.deployments()).isEmpty();
    assertThat(engine.verdicts()).isEmpty();
    assertThat(engine.failures).isZero();
  }

  @Test
  void an_evaluation_that_fails_concerns_no_other_cluster() {
    // Given
    ResourceId other = Samples.cluster("ship-2");
    EngineTopology.Evaluating failing =
        (policies, cluster, now) -> {
          if (cluster.cluster().id().equals(SHIP)) {
            throw new IllegalStateException("unexpected");
          }
          return Evaluator.evaluate(policies, cluster, now);
        };
    try (TestEngine fragile = new TestEngine(directory.resolve("failing"), failing)) {
      fragile.publish(Samples.definition(), Samples.assignment("keep"));

      // When
      fragile.publish(Samples.clusterState(SHIP, 1, "prod"));
      fragile.publish(Samples.clusterState(other, 1, "prod"));
      fragile.tick();

      // Then
      assertThat(fragile.deployments())
          .extracting(Deployment::configuration)
          .containsExactly(Samples.baseline(other));
      assertThat(fragile.failures).isPositive();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.fairlead.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.topic.Topic;
import io.fairlead.engine.sample.Samples;
import io.fairlead.policy.evaluation.Evaluator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class EngineRobustnessTest {
  private static final ResourceId SHIP = Samples.cluster("Ship-1");
  private static final ResourceId BASELINE = Samples.baseline(SHIP);
  private static final String VERDICT = PolicyVerdict.key(SHIP, Samples.assignmentId(), "");

  @TempDir private Path directory;
  private TestEngine engine;

  @BeforeEach
  void start() {
    engine = new TestEngine(directory);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void takes_back_what_was_said_before_its_memory_was_lost() {
    // Given
    engine.publish(Samples.definition(), Samples.assignment("keep"));
    engine.publish(Samples.clusterState(SHIP, 1, "test"));
    engine.tick();

    // When
    engine.pipe(Topic.POLICY_STATES, VERDICT, bytes("{}"));
    engine.tick();

    // Then
    assertThat(engine.verdicts())
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.key()).isEqualTo(VERDICT);
              assertThat(said.verdict()).isNull();
            });
  }

  @Test
  void a_record_that_cannot_be_read_is_skipped_and_the_last_good_state_stays() {
    // Given
    engine.deployed(SHIP, "keep");

    // When
    engine.pipe(Topic.CLUSTERS, SHIP.key(), bytes("{\"id\": 1}"));
    engine.pipe(Topic.CONFIGURATIONS, BASELINE.key(), bytes("no json"));
    engine.pipe(Topic.CONFIGURATIONS, "nonsense", bytes("{}"));
    engine.pipe(Topic.REPORTS, SHIP.key(), bytes("{\"body\": 1}"));
    engine.pipe(Topic.POLICIES, Samples.definitionId().key(), bytes("{}"));
    engine.tick();

    // Then
    assertThat(engine.poison())
        .extracting(poison -> poison.origin().topic())
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
    engine.close();
    ResourceId other = Samples.cluster("ship-2");
    engine =
        new TestEngine(
            directory.resolve("other"),
            (policies, cluster, now) -> {
              if (cluster.cluster().id().equals(SHIP)) {
                throw new IllegalStateException("unexpected");
              }
              return Evaluator.evaluate(policies, cluster, now);
            });
    engine.publish(Samples.definition(), Samples.assignment("keep"));

    // When
    engine.publish(Samples.clusterState(SHIP, 1, "prod"));
    engine.publish(Samples.clusterState(other, 1, "prod"));
    engine.tick();

    // Then
    assertThat(engine.deployments())
        .extracting(Deployment::configuration)
        .containsExactly(Samples.baseline(other));
    assertThat(engine.failures).isPositive();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.fairlead.engine.topology;

import static io.fairlead.engine.topology.TestEngine.BASELINE;
import static io.fairlead.engine.topology.TestEngine.SHIP;
import static io.fairlead.engine.topology.TestEngine.VERDICT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.topic.EventType;
import io.fairlead.engine.decision.Asked;
import io.fairlead.engine.sample.Samples;
import io.fairlead.policy.evaluation.Evaluator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTopologyTest {
  @AutoClose private TestEngine engine;
  private final Path directory;

  EngineTopologyTest(@TempDir Path directory) {
    this.directory = directory;
    engine = new TestEngine(directory.resolve("engine"));
  }

  @Test
  void asks_for_what_a_policy_deploys_when_the_cluster_comes_after_it() {
    // Given
    engine.publish(Samples.definition(), Samples.assignment("keep"));
    engine.tick();

    // When
    engine.publish(Samples.clusterState(SHIP, 1, "prod"));
    engine.tick();

    // Then
    assertThat(engine.deployments()).singleElement().satisfies(this::isWriteOfBaseline);
    engine.settle();
    assertThat(engine.verdicts())
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.key()).isEqualTo(VERDICT);
              assertThat(said.type()).isEqualTo(EventType.POLICY_VERDICT.typeName());
              assertThat(said.epoch()).isEqualTo(Samples.EPOCH);
              assertThat(said.reason()).isEqualTo(PolicyVerdict.Reason.Deploying);
            });
  }

  @Test
  void asks_for_what_a_policy_deploys_when_the_policy_comes_after_the_cluster() {
    // Given
    engine.publish(Samples.clusterState(SHIP, 1, "prod"));
    engine.tick();

    // When
    engine.publish(Samples.definition(), Samples.assignment("keep"));
    engine.tick();

    // Then
    assertThat(engine.deployments()).singleElement().satisfies(this::isWriteOfBaseline);
    assertThat(engine.board.unsweptSince()).isEmpty();
  }

  private void isWriteOfBaseline(Deployment deployment) {
    assertThat(deployment.configuration()).isEqualTo(BASELINE);
    assertThat(deployment.action()).isInstanceOf(Deployment.Action.Write.class);
    assertThat(deployment.basis().clusterUid()).isEqualTo(Samples.CLUSTER_UID);
    assertThat(deployment.basis().epoch()).isEqualTo(Samples.EPOCH);
  }

  @Test
  void says_and_asks_nothing_twice() {
    // Given
    engine.deployed("keep");

    // When
    engine.publish(Samples.clusterState(SHIP, 1, "prod"));
    engine.publish(Samples.definition());
    engine.tick();
    engine.tick();

    // Then
    assertThat(engine.deployments()).isEmpty();
    assertThat(engine.verdicts()).isEmpty();
  }

  @Test
  void evaluates_once_for_a_burst_of_changes() {
    // Given
    engine.deployed("keep");
    int before = engine.evaluations;

    // When
    for (int generation = 2; generation < 12; generation++) {
      engine.publish(Samples.clusterState(SHIP, generation, "prod"));
    }
    engine.tick();

    // Then
    assertThat(engine.evaluations - before).isEqualTo(1);
  }

  @Test
  void looks_at_what_it_asked_for_one_by_one_as_long_as_a_sweep_goes_on_elsewhere() {
    // Given
    Duration wake = Duration.ofMinutes(1);
    engine.close();
    engine = TestEngine.minding(directory.resolve("minding"), wake, Duration.ofHours(1));
    engine.publish(Samples.clusterState(SHIP, 1, "prod"));
    engine.publish(Samples.clusterState(Samples.cluster("Ship-2"), 1, "prod"));
    engine.publish(Samples.clusterState(Samples.cluster("Ship-3"), 1, "prod"));
    engine.tick();
    engine.publish(Samples.definition(), Samples.assignment("keep"));
    engine.tick();
    engine.deployments().forEach(asked -> engine.publish(Samples.written(asked, 1)));
    int before = engine.evaluations;

    // When
    engine.pass(ClusterProcessor.Pace.STANDARD.gathering());
    int soon = engine.evaluations;
    engine.pass(wake);

    // Then
    assertThat(soon - before).isEqualTo(1);
    assertThat(engine.evaluations - before).isEqualTo(3);
  }

  @Test
  void looks_at_what_it_asked_for_after_some_time_however_long_sweeps_go_on() {
    // Given
    Duration patience = Duration.ofMinutes(1);
    engine.close();
    engine = TestEngine.minding(directory.resolve("minding"), Duration.ofHours(1), patience);
    engine.publish(Samples.clusterState(SHIP, 1, "prod"));
    engine.publish(Samples.clusterState(Samples.cluster("Ship-2"), 1, "prod"));
    engine.publish(Samples.clusterState(Samples.cluster("Ship-3"), 1, "prod"));
    engine.tick();
    engine.publish(Samples.definition(), Samples.assignment("keep"));
    engine.tick();
    engine.deployments().forEach(asked -> engine.publish(Samples.written(asked, 1)));
    engine.pass(ClusterProcessor.Pace.STANDARD.gathering());
    int before = engine.evaluations;

    // When
    engine.pass(patience);

    // Then
    assertThat(engine.evaluations - before).isEqualTo(2);
  }

  @Test
  void tries_again_after_some_time_what_failed() {
    // Given
    engine.close();
    AtomicInteger attempts = new AtomicInteger();
    engine =
        new TestEngine(
            directory.resolve("failing"),
            (policies, cluster, now) -> {
              if (attempts.getAndIncrement() == 0) {
                throw new IllegalStateException("for once");
              }
              return Evaluator.evaluate(policies, cluster, now);
            });
    engine.publish(Samples.definition(), Samples.assignment("keep"));
    engine.tick();
    engine.publish(Samples.clusterState(SHIP, 1, "prod"));
    engine.tick();
    assertThat(engine.deployments()).isEmpty();

    // When
    engine.pass(Asked.PATIENCE);

    // Then
    assertThat(engine.deployments()).singleElement().satisfies(this::isWriteOfBaseline);
  }

  @Test
  void asks_again_after_ten_minutes_without_effect() {
    // Given
    engine.assigned("keep", "prod");
    assertThat(engine.deployments()).hasSize(1);

    // When
    engine.pass(Duration.ofMinutes(9));
    List<Deployment> early = engine.deployments();
    engine.pass(Duration.ofMinutes(1));

    // Then
    assertThat(early).isEmpty();
    assertThat(engine.deployments()).singleElement().satisfies(this::isWriteOfBaseline);
  }

  @Test
  void asks_no_more_once_it_is_written() {
    // Given
    engine.deployed("keep");

    // When
    engine.pass(Duration.ofMinutes(20));

    // Then
    assertThat(engine.deployments()).isEmpty();
  }

  @Test
  void is_compliant_when_the_cluster_says_so_of_the_current_generation() {
    // Given
    ConfigurationState written = engine.deployed("keep");

    // When
    engine.report(
        Samples.report(
            SHIP, 1, new ReportBody.Acknowledged(List.of(written.version()), List.of())));
    engine.settle();
    var stored = engine.verdicts();
    engine.report(Samples.report(SHIP, 2, Samples.status(written.version(), Compliance.Compliant)));
    engine.settle();

    // Then
    assertThat(stored)
        .singleElement()
        .extracting(TestEngine.Said::reason)
        .isNotEqualTo(PolicyVerdict.Reason.Confirmed);
    assertThat(engine.verdicts())
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.reason()).isEqualTo(PolicyVerdict.Reason.Confirmed);
              assertThat(said.given().compliance()).isEqualTo(PolicyCompliance.Compliant);
              assertThat(said.given().confirmedAt()).isEqualTo(Samples.NOW.plusSeconds(2));
            });
  }

  @Test
  void evaluates_nothing_for_reports_that_say_nothing_new() {
    // Given
    ConfigurationState written = engine.deployed("keep");
    var status = Samples.status(written.version(), Compliance.Compliant);
    engine.report(Samples.report(SHIP, 5, status));
    engine.tick();
    int before = engine.evaluations;

    // When
    engine.report(Samples.report(SHIP, 6, new ReportBody.Heartbeat()));
    engine.report(Samples.report(SHIP, 7, new ReportBody.Delivered(List.of(written.version()))));
    engine.report(Samples.report(SHIP, 8, status));
    engine.report(
        Samples.report(SHIP, 4, Samples.status(written.version(), Compliance.NonCompliant)));
    engine.tick();

    // Then
    assertThat(engine.evaluations).isEqualTo(before);
  }

  @Test
  void writes_again_what_somebody_edited() {
    // Given
    ConfigurationState written = engine.deployed("keep");

    // When
    engine.publish(Samples.edited(written));
    engine.tick();

    // Then
    assertThat(engine.deployments()).singleElement().satisfies(this::isWriteOfBaseline);
  }

  @Test
  void writes_again_what_somebody_deleted() {
    // Given
    engine.deployed("keep");

    // When
    engine.remove(BASELINE);
    engine.tick();

    // Then
    assertThat(engine.deployments()).singleElement().satisfies(this::isWriteOfBaseline);
  }

  @Test
  void withdraws_where_the_policy_no_longer_applies_if_it_is_to_be_removed() {
    // Given
    engine.deployed("remove");

    // When
    engine.publish(Samples.clusterState(SHIP, 2, "test"));
    engine.tick();

    // Then
    assertThat(engine.deployments())
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.configuration()).isEqualTo(BASELINE);
              assertThat(deployment.action()).isEqualTo(new Deployment.Action.Withdraw());
            });
    assertThat(engine.verdicts())
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.key()).isEqualTo(VERDICT);
              assertThat(said.verdict()).isNull();
              assertThat(said.type()).isEqualTo(EventType.POLICY_VERDICT_REMOVED.typeName());
              assertThat(said.epoch()).isEqualTo(Samples.EPOCH);
            });
  }

  @Test
  void keeps_where_the_assignment_is_gone_if_it_is_to_be_kept() {
    // Given
    engine.deployed("keep");

    // When
    engine.remove(Samples.assignmentId());
    engine.tick();

    // Then
    assertThat(engine.deployments()).isEmpty();
    assertThat(engine.verdicts()).singleElement().extracting(TestEngine.Said::verdict).isNull();
  }

  @Test
  void an_exemption_expires_by_itself() {
    // Given
    engine.publish(
        Samples.definition(),
        Samples.assignment("keep"),
        Samples.exemption(Samples.NOW.plus(Duration.ofHours(1))));
    engine.publish(Samples.clusterState(SHIP, 1, "prod"));
    engine.tick();
    var exempt = engine.verdicts();
    var whileExempt = engine.deployments();

    // When
    engine.pass(Duration.ofHours(1));

    // Then
    assertThat(exempt)
        .singleElement()
        .extracting(TestEngine.Said::reason)
        .isEqualTo(PolicyVerdict.Reason.Exempted);
    assertThat(whileExempt).isEmpty();
    assertThat(engine.deployments()).singleElement().satisfies(this::isWriteOfBaseline);
  }

  @Test
  void evaluates_no_cluster_for_a_definition_that_nobody_assigns() {
    // Given
    engine.publish(Samples.clusterState(SHIP, 1, "prod"));
    engine.tick();
    int before = engine.evaluations;

    // When
    engine.publish(Samples.definition());
    engine.tick();

    // Then
    assertThat(engine.evaluations).isEqualTo(before);
  }

  @Test
  void takes_everything_back_of_a_cluster_that_is_gone() {
    // Given
    engine.deployed("keep");

    // When
    engine.remove(BASELINE);
    engine.remove(SHIP);
    engine.tick();

    // Then
    assertThat(engine.verdicts()).singleElement().satisfies(TestEngine::takesBack);
    assertThat(engine.deployments()).isEmpty();
  }

  @Test
  void leaves_a_cluster_alone_whose_name_only_begins_with_that_of_one_that_is_gone() {
    // Given
    ResourceId longer = Samples.cluster("Ship-1|2");
    engine.publish(Samples.definition(), Samples.assignment("keep"));
    engine.publish(Samples.clusterState(SHIP, 1, "prod"));
    engine.publish(Samples.clusterState(longer, 1, "prod"));
    engine.tick();
    engine.settle();
    assertThat(engine.verdicts()).hasSize(2);

    // When
    engine.remove(SHIP);
    engine.tick();

    // Then
    assertThat(engine.verdicts()).extracting(TestEngine.Said::key).containsExactly(VERDICT);
  }

  @Test
  void keeps_what_an_agent_said_before_its_cluster_was_read() {
    // Given
    ConfigurationState written = engine.deployed("keep");
    try (TestEngine fresh = new TestEngine(directory.resolve("fresh"))) {
      fresh.report(
          Samples.report(SHIP, 1, Samples.status(written.version(), Compliance.Compliant)));
      fresh.settle();

      // When
      fresh.publish(Samples.definition(), Samples.assignment("keep"));
      fresh.publish(written);
      fresh.publish(Samples.clusterState(SHIP, 1, "prod"));
      fresh.settle();

      // Then
      assertThat(fresh.verdicts().getLast().reason()).isEqualTo(PolicyVerdict.Reason.Confirmed);
    }
  }
}

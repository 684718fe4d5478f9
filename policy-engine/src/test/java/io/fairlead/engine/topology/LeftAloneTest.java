package io.fairlead.engine.topology;

import static io.fairlead.engine.topology.TestEngine.BASELINE;
import static io.fairlead.engine.topology.TestEngine.SHIP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.engine.decision.Asked;
import io.fairlead.engine.sample.Samples;
import io.fairlead.policy.evaluation.Evaluator;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is not done for clusters that no assignment concerns, and what is done for them all the
/// same.
class LeftAloneTest {
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final ResourceId APPS = SHIP.extension(FLUX, "apps");

  @AutoClose private TestEngine engine;
  private final Path directory;

  LeftAloneTest(@TempDir Path directory) {
    this.directory = directory;
    engine = new TestEngine(directory.resolve("engine"));
  }

  /// One that a user wrote.
  private static ConfigurationState apps(long generation) {
    return new ConfigurationState(
        APPS,
        Samples.CONFIGURATION_UID,
        generation,
        Samples.EPOCH,
        Lifecycle.Active,
        Samples.json("{\"suspend\": false}"),
        Samples.NOW,
        null);
  }

  private static PolicyState auditing() {
    return Samples.policy(
        "policyDefinitions/audit",
        """
        {"mode": "All", "policyRule": {
          "if": {"allOf": [
            {"field": "type", "equals": "%1$s"},
            {"field": "%1$s/suspend", "equals": false}]},
          "then": {"effect": "audit"}}}
        """
            .formatted(FLUX));
  }

  private static PolicyState audited(String more) {
    return Samples.policy(
        "policyAssignments/audit",
        "{\"policyDefinitionId\": \"%s\"%s}".formatted(auditing().id(), more));
  }

  /// A cluster that was looked at when the engine began.
  private void shipThere() {
    engine.publish(Samples.clusterState(SHIP, 1, "prod"));
    engine.settle();
  }

  /// Whatever a configuration and its cluster can go through.
  private void live() {
    engine.publish(apps(1));
    engine.tick();
    engine.publish(apps(2));
    engine.report(
        Samples.report(
            SHIP, 1, new ReportBody.Acknowledged(List.of(apps(2).version()), List.of())));
    engine.report(Samples.report(SHIP, 2, Samples.status(apps(2).version(), Compliance.Compliant)));
    engine.settle();
    engine.remove(APPS);
    engine.settle();
  }

  @Test
  void evaluates_nothing_where_nothing_is_assigned() {
    // Given
    shipThere();
    int before = engine.evaluations;

    // When
    live();

    // Then
    assertThat(engine.evaluations).isEqualTo(before);
    assertThat(engine.board.dirty()).isZero();
  }

  @Test
  void evaluates_nothing_where_what_is_assigned_excludes_the_cluster() {
    // Given
    engine.publish(auditing(), audited(", \"notScopes\": [\"%s\"]".formatted(SHIP)));
    shipThere();
    int before = engine.evaluations;

    // When
    live();

    // Then
    assertThat(engine.evaluations).isEqualTo(before);
  }

  @Test
  void evaluates_where_something_is_assigned() {
    // Given
    engine.publish(auditing(), audited(""));
    shipThere();
    int before = engine.evaluations;

    // When
    live();

    // Then
    assertThat(engine.evaluations).isGreaterThan(before + 2);
  }

  @Test
  void an_assignment_that_comes_later_sees_all_that_happened_before() {
    // Given
    shipThere();
    engine.publish(apps(1));
    engine.settle();

    // When
    engine.publish(auditing(), audited(""));
    engine.settle();

    // Then
    assertThat(engine.verdicts())
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.given().resource()).isEqualTo(APPS);
              assertThat(said.reason()).isEqualTo(PolicyVerdict.Reason.RuleMatches);
            });
  }

  @Test
  void an_assignment_that_comes_with_a_change_sees_it() {
    // Given
    shipThere();

    // When: within one tick, before the policy is looked at, and after
    engine.publish(apps(1));
    engine.publish(auditing(), audited(""));
    engine.publish(
        new ConfigurationState(
            SHIP.extension(FLUX, "more"),
            new UUID(2, 2),
            1,
            Samples.EPOCH,
            Lifecycle.Active,
            Samples.json("{\"suspend\": false}"),
            Samples.NOW,
            null));
    engine.tick();

    // Then
    assertThat(engine.verdicts()).hasSize(2);
  }

  @Test
  void verdicts_are_taken_back_when_the_assignment_goes_whatever_changes_meanwhile() {
    // Given
    engine.publish(auditing(), audited(""));
    shipThere();
    engine.publish(apps(1));
    engine.settle();
    assertThat(engine.verdicts()).hasSize(1);

    // When
    engine.remove(audited("").id());
    engine.remove(APPS);
    engine.tick();

    // Then
    assertThat(engine.verdicts()).singleElement().extracting(TestEngine.Said::verdict).isNull();
  }

  @Test
  void what_is_written_for_an_assignment_that_has_gone_meanwhile_is_withdrawn() {
    // Given
    engine.assigned("remove", "prod");
    ConfigurationState written = Samples.written(engine.deployments().getFirst(), 1);
    engine.remove(Samples.assignmentId());
    engine.settle();
    assertThat(engine.deployments()).isEmpty();

    // When
    engine.publish(written);
    engine.settle();

    // Then
    assertThat(engine.deployments()).singleElement().satisfies(LeftAloneTest::withdraws);
  }

  @Test
  void what_somebody_edited_of_an_assignment_that_is_gone_is_withdrawn_still() {
    // Given
    ConfigurationState written = engine.deployed("remove");
    engine.remove(Samples.assignmentId());
    engine.tick();
    assertThat(engine.deployments()).hasSize(1);

    // When
    engine.publish(Samples.edited(written));
    engine.tick();

    // Then
    assertThat(engine.deployments()).singleElement().satisfies(LeftAloneTest::withdraws);
  }

  private static void withdraws(Deployment deployment) {
    assertThat(deployment.configuration()).isEqualTo(BASELINE);
    assertThat(deployment.action()).isEqualTo(new Deployment.Action.Withdraw());
  }

  @Test
  void a_withdrawal_is_asked_no_more_once_its_configuration_is_gone() {
    // Given
    engine.deployed("remove");
    engine.remove(Samples.assignmentId());
    engine.tick();
    assertThat(engine.deployments()).hasSize(1);
    int before = engine.evaluations;

    // When
    engine.remove(BASELINE);
    engine.tick();

    // Then
    assertThat(engine.evaluations).isEqualTo(before + 1);
    engine.pass(Asked.PATIENCE);
    assertThat(engine.evaluations).isEqualTo(before + 1);
    assertThat(engine.deployments()).isEmpty();
  }

  @Test
  void what_failed_is_tried_again_with_the_next_change() {
    // Given
    engine.close();
    AtomicBoolean fails = new AtomicBoolean(true);
    engine =
        new TestEngine(
            directory.resolve("failing"),
            (policies, cluster, now) -> {
              if (fails.get()) {
                throw new IllegalStateException("for now");
              }
              return Evaluator.evaluate(policies, cluster, now);
            });
    shipThere();
    fails.set(false);
    int before = engine.evaluations;

    // When
    engine.publish(apps(1));
    engine.tick();

    // Then
    assertThat(engine.evaluations).isEqualTo(before + 1);
  }

  @Test
  void is_looked_at_once_after_an_hour_in_which_it_lived() {
    // Given
    shipThere();
    int before = engine.evaluations;
    live();
    live();

    // When
    engine.pass(ClusterShelf.STRANGERS_KEPT);

    // Then
    assertThat(engine.evaluations).isEqualTo(before + 1);
    engine.pass(ClusterShelf.STRANGERS_KEPT);
    assertThat(engine.evaluations).isEqualTo(before + 1);
  }

  @Test
  void what_cannot_be_opened_matters_where_a_policy_asks_for_it() {
    // Given
    engine.publish(Samples.definition(), Samples.assignment("keep"));
    shipThere();
    engine.publish(apps(1).withProperties(TextNode.valueOf("AAAA")));
    engine.settle();
    int failuresBefore = engine.failures;
    int saidBefore = engine.verdicts().size();

    // When
    engine.publish(auditing(), audited(""));
    engine.settle();

    // Then
    assertThat(failuresBefore).isZero();
    assertThat(saidBefore).isEqualTo(1);
    assertThat(engine.failures).isPositive();
    assertThat(engine.verdicts()).isEmpty();
  }
}

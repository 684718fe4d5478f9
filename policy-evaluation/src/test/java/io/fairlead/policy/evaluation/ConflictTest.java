package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Several policies that want the same configuration.
class ConflictTest {
  private static final PolicyState A = Samples.deploying("a", "'url': 'https://a'", "");
  private static final PolicyState B = Samples.deploying("b", "'url': 'https://b'", "");

  @Test
  void whatTwoAssignmentsWantDifferentlyNobodyWrites() {
    // Given
    PolicySet policies = Samples.policies(Samples.deploy(), A, B);
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts())
        .extracting(PolicyVerdict::compliance, PolicyVerdict::reason, PolicyVerdict::conflictsWith)
        .containsExactly(
            tuple(PolicyCompliance.Conflicting, Reason.Contested, List.of(B.id())),
            tuple(PolicyCompliance.Conflicting, Reason.Contested, List.of(A.id())));
    assertThat(evaluation.verdicts().getFirst().message()).contains("'base'");
  }

  @Test
  void whatOneOfThemWroteStaysAsItIs() {
    // Given
    Ship ship = new Ship().obeying(Samples.policies(Samples.deploy(), A));
    // When
    Evaluation evaluation = ship.evaluated(Samples.policies(Samples.deploy(), A, B));
    // Then
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts())
        .extracting(PolicyVerdict::reason)
        .containsOnly(Reason.Contested);
  }

  @Test
  void whatIsContestedIsNotWithdrawnEither() {
    // Given
    PolicyState c = Samples.deploying("c", "", Samples.removing());
    Ship ship = new Ship().obeying(Samples.policies(Samples.deploy(), c));
    // When
    Evaluation evaluation = ship.evaluated(Samples.policies(Samples.deploy(), A, B));
    // Then
    assertThat(evaluation.deployments()).isEmpty();
  }

  @Test
  void whoeverIsLeftWrites() {
    // Given
    Ship ship = new Ship().obeying(Samples.policies(Samples.deploy(), A));
    // When
    ship.obeying(Samples.policies(Samples.deploy(), A, B))
        .obeying(Samples.policies(Samples.deploy(), B));
    // Then
    assertThat(ship.manager("base").assignment()).isEqualTo(B.id());
    assertThat(ship.state("base").properties().at("/gitRepository/url").asText())
        .isEqualTo("https://b");
  }

  @Test
  void ofThreeTwoThatAgreeBothNameOnlyTheThird() {
    // Given
    PolicyState c = Samples.deploying("c", "'url': 'https://a'", "");
    // When
    Evaluation evaluation = new Ship().evaluated(Samples.policies(Samples.deploy(), A, B, c));
    // Then
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts())
        .extracting(PolicyVerdict::conflictsWith)
        .containsExactly(List.of(B.id()), List.of(A.id(), c.id()), List.of(B.id()));
  }

  @Test
  void ofThoseThatAgreeTheSmallestKeyWrites() {
    // Given
    PolicyState c = Samples.deploying("c", "'url': 'https://a'", "");
    PolicySet policies = Samples.policies(Samples.deploy(), c, A);
    // When
    Ship ship = new Ship().obeying(policies);
    // Then
    assertThat(ship.manager("base").assignment()).isEqualTo(A.id());
    assertThat(ship.evaluated(policies).verdicts())
        .extracting(PolicyVerdict::reason)
        .containsExactly(Reason.NotConfirmed, Reason.NotConfirmed);
  }

  @Test
  void theManagerStaysWhenAnotherAgrees() {
    // Given
    PolicyState c = Samples.deploying("c", "'url': 'https://a'", "");
    Ship ship = new Ship().obeying(Samples.policies(Samples.deploy(), c));
    // When
    Evaluation evaluation = ship.evaluated(Samples.policies(Samples.deploy(), A, c));
    // Then
    assertThat(evaluation.deployments()).isEmpty();
  }

  @Test
  void whenTheManagerGoesAnotherThatAgreesTakesOver() {
    // Given
    PolicyState c = Samples.deploying("c", "'url': 'https://a'", "");
    Ship ship = new Ship().obeying(Samples.policies(Samples.deploy(), A, c));
    long generation = ship.state("base").generation();
    // When
    ship.obeying(Samples.policies(Samples.deploy(), c));
    // Then
    assertThat(ship.manager("base").assignment()).isEqualTo(c.id());
    assertThat(ship.state("base").generation()).isEqualTo(generation);
  }

  @Test
  void differentConsequencesOfUnassigningAreAConflict() {
    // Given
    PolicyState keeps = Samples.deploying("a", "", "");
    PolicyState removes = Samples.deploying("b", "", Samples.removing());
    // When
    Evaluation evaluation =
        new Ship().evaluated(Samples.policies(Samples.deploy(), keeps, removes));
    // Then
    assertThat(evaluation.verdicts())
        .extracting(PolicyVerdict::reason)
        .containsOnly(Reason.Contested);
  }

  @Test
  void twoDefinitionsOfOneAssignmentConflictLikewise() {
    // Given
    PolicyState initiative = Samples.initiative("both", Map.of("first", "one", "second", "two"));
    PolicyState assignment =
        Samples.assignment(
            Samples.SUBSCRIPTION, "i", initiative.id(), "{'parameters': {'url': {'value': 'x'}}}");
    PolicySet policies =
        Samples.policies(
            Samples.definition("one", Samples.DEPLOY),
            Samples.deploy("two", "https://git.example/base", "https://other"),
            initiative,
            assignment);
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts())
        .hasSize(2)
        .allSatisfy(
            verdict -> assertThat(verdict.conflictsWith()).containsExactly(assignment.id()));
  }

  @Test
  void whatIsNotEnforcedContestsNothing() {
    // Given
    PolicyState trial =
        Samples.deploying("b", "'url': 'https://b'", "'enforcementMode': 'DoNotEnforce'");
    PolicySet policies = Samples.policies(Samples.deploy(), A, trial);
    // When
    Ship ship = new Ship().obeying(policies);
    // Then
    assertThat(ship.manager("base").assignment()).isEqualTo(A.id());
    assertThat(ship.evaluated(policies).verdicts())
        .extracting(PolicyVerdict::reason)
        .containsExactly(Reason.NotConfirmed, Reason.Different);
  }

  @Test
  void atMostFiftyOpponentsAreNamed() {
    // Given
    List<PolicyState> states = new ArrayList<>(List.of(Samples.deploy()));
    for (int i = 0; i < 60; i++) {
      states.add(Samples.deploying("a" + i, "'url': 'https://" + i + "'", ""));
    }
    // When
    Evaluation evaluation = new Ship().evaluated(PolicySet.EMPTY.with(states, List.of()));
    // Then
    assertThat(evaluation.verdicts())
        .hasSize(60)
        .allSatisfy(verdict -> assertThat(verdict.conflictsWith()).hasSize(50));
  }

  @Test
  void whatIsNotContestedOfAPolicyIsWritten() {
    // Given
    PolicyState other = Samples.deploying("c", "'name': 'other'", "");
    // When
    Evaluation evaluation = new Ship().evaluated(Samples.policies(Samples.deploy(), A, B, other));
    // Then
    assertThat(evaluation.deployments())
        .singleElement()
        .satisfies(
            deployment ->
                assertThat(deployment.configuration()).isEqualTo(Ship.configuration("other")));
    assertThat(evaluation.verdicts().getLast().assignment().type())
        .isEqualTo(PolicyType.ASSIGNMENT);
  }
}

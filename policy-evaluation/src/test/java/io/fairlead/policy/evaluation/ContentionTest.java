package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.Deployment.Action.Withdraw;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.assignment.AssignedPolicy;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import org.junit.jupiter.api.Test;

/// What several policies want of one cluster, as a preview asks it.
class ContentionTest {
  private static final PolicyState A = Samples.deploying("a", "'url': 'https://a'", "");
  private static final PolicyState B = Samples.deploying("b", "'url': 'https://b'", "");
  private static final PolicyState LIKE_A = Samples.deploying("c", "'url': 'https://a'", "");

  private static Contention contention(Ship ship, PolicySet policies) {
    return Contention.of(policies, ship.known(), Samples.NOW);
  }

  /// What an assignment deploys.
  private static PlannedConfiguration planned(PolicySet policies, PolicyState assignment) {
    return Assessments.of(policies, assignment.id(), new Ship().known(), Samples.NOW)
        .map(Assessment::outcome)
        .map(Deploys.class::cast)
        .flatMap(deploys -> deploys.planned().stream())
        .findFirst()
        .orElseThrow();
  }

  private static PolicyId writer(Contention contention, PlannedConfiguration planned) {
    return contention.writer(planned).map(AssignedPolicy::assignment).orElseThrow();
  }

  @Test
  void thoseThatWantAConfigurationOtherwiseAreItsOpponents() {
    // Given
    PolicySet policies = Samples.policies(Samples.deploy(), A, B, LIKE_A);
    // When
    Contention contention = contention(new Ship(), policies);
    // Then
    assertThat(contention.opponents(planned(policies, B))).containsExactly(A.id(), LIKE_A.id());
    assertThat(contention.opponents(planned(policies, A))).containsExactly(B.id());
  }

  @Test
  void whatSeveralWantAlikeIsWrittenForTheFirst() {
    // Given
    PolicySet policies = Samples.policies(Samples.deploy(), A, LIKE_A);
    // When
    Contention contention = contention(new Ship(), policies);
    // Then
    assertThat(contention.opponents(planned(policies, LIKE_A))).isEmpty();
    assertThat(writer(contention, planned(policies, LIKE_A))).isEqualTo(A.id());
  }

  @Test
  void whatSeveralWantAlikeStaysWithTheOneThatManagesIt() {
    // Given
    PolicySet policies = Samples.policies(Samples.deploy(), A, LIKE_A);
    Ship ship = new Ship().obeying(Samples.policies(Samples.deploy(), LIKE_A));
    // When
    Contention contention = contention(ship, policies);
    // Then
    assertThat(writer(contention, planned(policies, A))).isEqualTo(LIKE_A.id());
  }

  @Test
  void whatIsNotEnforcedHasNoSay() {
    // Given
    PolicyState unenforced =
        Samples.deploying("b", "'url': 'https://b'", "'enforcementMode': 'DoNotEnforce'");
    PolicySet policies = Samples.policies(Samples.deploy(), A, unenforced);
    // When
    Contention contention = contention(new Ship(), policies);
    // Then
    assertThat(contention.opponents(planned(policies, A))).isEmpty();
    assertThat(writer(contention, planned(policies, A))).isEqualTo(A.id());
  }

  @Test
  void whatIsTakenAwayIsWhatTheEvaluationTakesAway() {
    // Given
    PolicyState removing = Samples.deploying("a", "", Samples.removing());
    Ship ship =
        new Ship().written("own", "{}").obeying(Samples.policies(Samples.deploy(), removing));
    PolicySet without = Samples.policies(Samples.deploy());
    // When
    var withdrawals = contention(ship, without).withdrawals();
    // Then
    assertThat(withdrawals)
        .singleElement()
        .satisfies(
            withdrawal -> {
              assertThat(withdrawal.configuration()).isEqualTo(Ship.configuration("base"));
              assertThat(withdrawal.action()).isInstanceOf(Withdraw.class);
            });
    assertThat(withdrawals).isEqualTo(ship.evaluated(without).deployments());
  }
}

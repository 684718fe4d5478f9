package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action.Withdraw;
import io.fairlead.contract.policy.Deployment.Action.Write;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of configurations that their policy no longer wants.
class WithdrawalTest {
  private static final PolicyState REMOVING =
      Samples.deploying("a", "'ring': 'canary'", Samples.removing());
  private static final PolicySet POLICIES = Samples.policies(Samples.deploy(), REMOVING);

  private static List<Deployment> after(PolicyState... states) {
    return new Ship().obeying(POLICIES).evaluated(Samples.policies(states)).deployments();
  }

  @Test
  void whatIsUnassignedIsDeletedWhereTheAssignmentSaidSo() {
    // When
    List<Deployment> deployments = after(Samples.deploy());
    // Then
    assertThat(deployments)
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.action()).isEqualTo(new Withdraw());
              assertThat(deployment.configuration()).isEqualTo(Ship.configuration("base"));
              assertThat(deployment.basis().assignment()).isEqualTo(REMOVING.id());
              assertThat(deployment.basis().assignmentUid()).isEqualTo(REMOVING.uid());
              assertThat(deployment.basis().assignmentGeneration()).isZero();
            });
  }

  @Test
  void whatIsUnassignedStaysWhereItIsToBeKept() {
    // Given
    PolicySet keeping = Samples.assigned(Samples.deploy());
    Ship ship = new Ship().obeying(keeping);
    // When
    Evaluation evaluation = ship.evaluated(Samples.policies(Samples.deploy()));
    // Then
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts()).isEmpty();
  }

  @Test
  void aRetaggedClusterLosesItsConfiguration() {
    // Given
    Ship ship = new Ship().obeying(POLICIES).tagged("ring", "wide");
    // When
    List<Deployment> deployments = ship.evaluated(POLICIES).deployments();
    // Then
    assertThat(deployments)
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.action()).isEqualTo(new Withdraw());
              assertThat(deployment.basis().assignmentGeneration()).isEqualTo(1);
            });
  }

  @Test
  void theLiveAssignmentDecidesWhatBecomesOfIt() {
    // Given
    Ship ship = new Ship().obeying(POLICIES).tagged("ring", "wide");
    PolicyState keeping = Samples.changed(REMOVING, Samples.deploying("a", "'ring': 'canary'", ""));
    // When
    List<Deployment> deployments =
        ship.evaluated(Samples.policies(Samples.deploy(), keeping)).deployments();
    // Then
    assertThat(deployments).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'notScopes': ['/subscriptions/S-1/resourceGroups/Fleet']",
        "'resourceSelectors': [{'selectors': [{'kind': 'resourceLocation', 'notIn': ['westeurope']}]}]",
        "'overrides': [{'kind': 'policyEffect', 'value': 'Disabled'}]",
        "'overrides': [{'kind': 'policyEffect', 'value': 'audit'}]",
      })
  void outOfReachMeansNoLongerWanted(String limits) {
    // Given
    PolicyState limited =
        Samples.changed(
            REMOVING,
            Samples.deploying("a", "'ring': 'canary'", Samples.removing() + ", " + limits));
    // When
    List<Deployment> deployments = after(Samples.deploy(), limited);
    // Then
    assertThat(deployments).extracting(Deployment::action).containsExactly(new Withdraw());
    assertThat(deployments.getFirst().basis().assignmentGeneration()).isEqualTo(2);
  }

  @Test
  void underAnotherNameTheOldOneGoesAndTheNewOneComes() {
    // Given
    PolicyState renamed =
        Samples.changed(
            REMOVING,
            Samples.deploying("a", "'ring': 'canary', 'name': 'new'", Samples.removing()));
    // When
    List<Deployment> deployments = after(Samples.deploy(), renamed);
    // Then
    assertThat(deployments).hasSize(2);
    assertThat(deployments.getFirst().action()).isInstanceOf(Withdraw.class);
    assertThat(deployments.getLast().action()).isInstanceOf(Write.class);
  }

  @Test
  void whatAnotherAssignmentWantsIsWrittenForIt() {
    // Given
    PolicyState other = Samples.deploying("b", "'url': 'https://b'", "");
    // When
    List<Deployment> deployments = after(Samples.deploy(), other);
    // Then
    assertThat(deployments)
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.action()).isInstanceOf(Write.class);
              assertThat(deployment.basis().assignment()).isEqualTo(other.id());
            });
  }

  @Test
  void anotherIncarnationThatWantsNothingDoesNotProtectIt() {
    // Given
    PolicyState again = Samples.again(Samples.deploying("a", "'ring': 'wide'", ""));
    // When
    List<Deployment> deployments = after(Samples.deploy(), again);
    // Then
    assertThat(deployments).hasSize(1);
    assertThat(deployments.getFirst().basis().assignmentGeneration()).isZero();
    assertThat(deployments.getFirst().basis().assignmentUid()).isEqualTo(REMOVING.uid());
  }

  @Test
  void whatIsNotEnforcedIsNotWithdrawn() {
    // Given
    PolicyState trial =
        Samples.changed(
            REMOVING,
            Samples.deploying(
                "a", "'ring': 'wide'", Samples.removing() + ", 'enforcementMode': 'DoNotEnforce'"));
    // When
    List<Deployment> deployments = after(Samples.deploy(), trial);
    // Then
    assertThat(deployments).isEmpty();
  }

  @Test
  void whatAnExemptionCoversIsNotWithdrawn() {
    // Given
    PolicyState exemption = Samples.exemption(Samples.GROUP, "e", "a", "");
    // When
    List<Deployment> retagged =
        new Ship()
            .obeying(POLICIES)
            .tagged("ring", "wide")
            .evaluated(POLICIES.with(List.of(exemption), List.of()))
            .deployments();
    List<Deployment> unassigned = after(Samples.deploy(), exemption);
    // Then
    assertThat(retagged).isEmpty();
    assertThat(unassigned).isEmpty();
  }

  @Test
  void nothingIsWithdrawnForADefinitionThatIsNotThere() {
    // When
    List<Deployment> deployments = after(REMOVING);
    // Then
    assertThat(deployments).isEmpty();
  }

  @Test
  void nothingIsWithdrawnForADefinitionThatHasNoAnswer() {
    // Given
    PolicyState broken =
        Samples.deploy(
            "deploy",
            "\"[parameters('ring')]\", 'equals': ''",
            "\"[int(field('name'))]\", 'equals': 1");
    // When
    List<Deployment> deployments = after(broken, REMOVING);
    // Then
    assertThat(deployments).isEmpty();
  }

  @Test
  void nothingIsWithdrawnForAnInitiativeThatIsNotThere() {
    // Given
    PolicyState initiative = Samples.initiative("all", Map.of("one", "deploy"));
    PolicyState assignment = initiativeAssigned(initiative);
    Ship ship = new Ship().obeying(Samples.policies(Samples.deploy(), initiative, assignment));
    // When
    List<Deployment> deployments =
        ship.evaluated(Samples.policies(Samples.deploy(), assignment)).deployments();
    // Then
    assertThat(ship.has("one")).isTrue();
    assertThat(deployments).isEmpty();
  }

  @Test
  void whatAnInitiativeLosesIsWithdrawn() {
    // Given
    PolicyState initiative = Samples.initiative("all", Map.of("one", "deploy", "two", "deploy"));
    PolicyState assignment = initiativeAssigned(initiative);
    PolicySet policies = Samples.policies(Samples.deploy(), initiative, assignment);
    Ship ship = new Ship().obeying(policies);
    PolicyState less = Samples.initiative("all", Map.of("two", "deploy"));
    // When
    List<Deployment> deployments =
        ship.evaluated(policies.with(List.of(less), List.of())).deployments();
    // Then
    assertThat(deployments)
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.configuration()).isEqualTo(Ship.configuration("one"));
              assertThat(deployment.basis().reference()).isEqualTo("one");
            });
  }

  private static PolicyState initiativeAssigned(PolicyState initiative) {
    return Samples.assignment(
        Samples.SUBSCRIPTION,
        "i",
        initiative.id(),
        "{'parameters': {'url': {'value': 'https://x'}}, " + Samples.removing() + "}");
  }

  @Test
  void whatIsBeingDeletedNeedsNoWithdrawal() {
    // Given
    Ship ship = new Ship().obeying(POLICIES).deleting("base");
    // When
    List<Deployment> deployments = ship.evaluated(Samples.policies(Samples.deploy())).deployments();
    // Then
    assertThat(deployments).isEmpty();
  }

  @Test
  void whatNoPolicyWroteIsNobodysToWithdraw() {
    // Given
    Ship ship = new Ship().written("base", "{}");
    // When
    List<Deployment> deployments = ship.tagged("ring", "wide").evaluated(POLICIES).deployments();
    // Then
    assertThat(deployments).isEmpty();
  }
}

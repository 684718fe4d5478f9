package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.policy.evaluation.Assessment.Audited;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.Assessment.Exempt;
import io.fairlead.policy.evaluation.Assessment.NotEvaluated;
import io.fairlead.policy.evaluation.Assessment.Outcome;
import io.fairlead.policy.evaluation.Assessment.Outside;
import io.fairlead.policy.evaluation.Assessment.Outside.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A preview: what one assignment, a draft perhaps, makes of a cluster.
class AssessmentsTest {
  private static Outcome outcome(PolicyState draft, PolicyState... others) {
    PolicySet policies =
        Samples.policies(Samples.deploy())
            .with(List.of(others), List.of())
            .with(List.of(draft), List.of());
    List<Assessment> assessments =
        Assessments.of(policies, draft.id(), new Ship().known(), Samples.NOW).toList();
    assertThat(assessments).hasSize(1);
    assertThat(assessments.getFirst().resource()).isEqualTo(Ship.ID);
    return assessments.getFirst().outcome();
  }

  @Test
  void insideItShowsWhatWouldBeDeployed() {
    // When
    Outcome outcome = outcome(Samples.deploying("a", "", ""));
    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Deploys.class,
            deploys -> {
              assertThat(deploys.enforced()).isTrue();
              assertThat(deploys.planned())
                  .singleElement()
                  .satisfies(
                      planned -> {
                        assertThat(planned.configuration()).isEqualTo(Ship.configuration("base"));
                        assertThat(planned.digest()).hasSize(64);
                        assertThat(planned.secrets()).isEmpty();
                      });
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Excluded | '' | 'notScopes': ['/subscriptions/s-1']",
        "NotSelected | '' | 'resourceSelectors': [{'selectors': [{'kind': 'resourceLocation', 'in': ['x']}]}]",
        "Disabled | 'effect': 'Disabled' | ''",
        "Rule | 'ring': 'wide' | ''",
      })
  void outsideItSaysWhy(Reason reason, String parameters, String properties) {
    // Given
    PolicyState draft =
        Samples.deploying(
            "a",
            parameters.equals("''") ? "" : parameters,
            properties.equals("''") ? "" : properties);
    // When
    Outcome outcome = outcome(draft);
    // Then
    assertThat(outcome).isEqualTo(new Outside(reason));
  }

  @Test
  void anotherGroupIsOutOfScope() {
    // Given
    PolicyState draft =
        Samples.assignment(
            Samples.SUBSCRIPTION + "/resourceGroups/other",
            "a",
            Samples.definitionId("deploy"),
            "{}");
    // When
    Outcome outcome = outcome(draft);
    // Then
    assertThat(outcome).isEqualTo(new Outside(Reason.Scope));
  }

  @Test
  void anExemptionIsNamed() {
    // Given
    PolicyState exemption = Samples.exemption(Samples.GROUP, "e", "a", "");
    // When
    Outcome outcome = outcome(Samples.deploying("a", "", ""), exemption);
    // Then
    assertThat(outcome).isEqualTo(new Exempt("deployIfNotExists", exemption.id()));
  }

  @Test
  void withoutAnAnswerItSaysWhatIsMissing() {
    // When
    Outcome outcome = outcome(Samples.assignment("a", "nowhere", "{}"));
    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            NotEvaluated.class, unanswered -> assertThat(unanswered.message()).contains("nowhere"));
  }

  @Test
  void aPolicyAboutConfigurationsIsAskedAboutEach() {
    // Given
    PolicySet policies =
        Samples.policies(
            Samples.definition(
                "audit",
                "{'mode': 'All', 'policyRule': {'if': {'field': 'name', 'equals': 'x'}, 'then': {'effect': 'audit'}}}"),
            Samples.assignment("a", "audit", "{}"));
    KnownCluster cluster = new Ship().written("y", "{}").written("x", "{}").known();
    // When
    List<Assessment> assessments =
        Assessments.of(policies, Samples.assignmentId("a"), cluster, Samples.NOW).toList();
    // Then
    assertThat(assessments)
        .extracting(Assessment::outcome)
        .containsExactly(
            new Outside(Reason.Rule), new Audited("audit", false), new Outside(Reason.Rule));
  }

  @Test
  void anAssignmentThatIsNotThereHasNoAnswer() {
    // When
    List<Assessment> assessments =
        Assessments.of(PolicySet.EMPTY, Samples.assignmentId("a"), new Ship().known(), Samples.NOW)
            .toList();
    // Then
    assertThat(assessments).isEmpty();
  }
}

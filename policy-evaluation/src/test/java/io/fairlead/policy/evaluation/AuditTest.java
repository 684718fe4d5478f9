package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Policies that only look: `audit`, `deny` and `auditIfNotExists`.
class AuditTest {
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";

  private static PolicyState auditing(String condition, String then) {
    return Samples.definition(
        "audit", "{'mode': 'All', 'policyRule': {'if': " + condition + ", 'then': " + then + "}}");
  }

  private static List<PolicyVerdict> verdicts(Ship ship, PolicyState definition) {
    Evaluation evaluation =
        ship.evaluated(Samples.policies(definition, Samples.assignment("a", "audit", "{}")));
    assertThat(evaluation.deployments()).isEmpty();
    return evaluation.verdicts();
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit", "deny"})
  void whatTheRuleMatchesIsNotCompliantAndWhatItIsAboutIs(String effect) {
    // Given
    Ship ship =
        new Ship()
            .written("plain", "{'gitRepository': {'url': 'http://git'}}")
            .written("safe", "{'gitRepository': {'url': 'https://git'}}");
    PolicyState definition =
        auditing(
            "{'allOf': [{'field': 'type', 'equals': '"
                + FLUX
                + "'}, {'field': '"
                + FLUX
                + "/gitRepository.url', 'like': 'http://*'}]}",
            "{'effect': '" + effect + "'}");
    // When
    List<PolicyVerdict> verdicts = verdicts(ship, definition);
    // Then
    assertThat(verdicts)
        .extracting(PolicyVerdict::resource)
        .containsExactly(Ship.configuration("plain"), Ship.configuration("safe"));
    assertThat(verdicts)
        .extracting(PolicyVerdict::reason)
        .containsExactly(Reason.RuleMatches, Reason.Satisfied);
    assertThat(verdicts)
        .extracting(PolicyVerdict::compliance)
        .containsExactly(PolicyCompliance.NonCompliant, PolicyCompliance.Compliant);
    assertThat(verdicts).extracting(PolicyVerdict::effect).containsOnly(effect);
  }

  @Test
  void whatIsBeingDeletedHasNoVerdict() {
    // Given
    Ship ship = new Ship().written("x", "{}").deleting("x");
    // When
    List<PolicyVerdict> verdicts =
        verdicts(
            ship, auditing("{'field': 'type', 'equals': '" + FLUX + "'}", "{'effect': 'audit'}"));
    // Then
    assertThat(verdicts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "provisioningState, Succeeded, Compliant",
    "complianceState, Compliant, Compliant",
    "complianceState, Non-Compliant, NonCompliant",
    "complianceState, Pending, Pending",
    "complianceState, Suspended, Suspended",
  })
  void statusIsAskedInTheWordsOfTheApi(String field, String value, Compliance reported) {
    // Given
    Ship ship = new Ship().written("x", "{}").reports("x", reported);
    // When
    List<PolicyVerdict> verdicts =
        verdicts(
            ship,
            auditing(
                "{'field': '" + FLUX + "/" + field + "', 'equals': '" + value + "'}",
                "{'effect': 'audit'}"));
    // Then
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.resource().isExtension())
        .extracting(PolicyVerdict::reason)
        .containsExactly(Reason.RuleMatches);
  }

  @Test
  void whatTheClusterRefusedHasFailed() {
    // Given
    Ship ship = new Ship().written("x", "{}");
    long generation = ship.state("x").generation();
    ship.hears("x", new Heard(0, generation, "no", 0, Compliance.Unknown, null, Samples.NOW));
    // When
    List<PolicyVerdict> verdicts =
        verdicts(
            ship,
            auditing(
                "{'field': '" + FLUX + "/provisioningState', 'equals': 'Failed'}",
                "{'effect': 'audit'}"));
    // Then
    assertThat(verdicts).extracting(PolicyVerdict::reason).contains(Reason.RuleMatches);
  }

  @Test
  void whatHasToExistExistsOrIsMissing() {
    // Given
    PolicyState definition =
        auditing(
            "{'field': 'type', 'like': '*/connectedClusters'}",
            "{'effect': 'auditIfNotExists', 'details': {'type': '"
                + FLUX
                + "', 'existenceCondition': {'field': '"
                + FLUX
                + "/namespace', 'equals': 'apps'}}}");
    // When
    List<PolicyVerdict> without = verdicts(new Ship().written("x", "{}"), definition);
    List<PolicyVerdict> with =
        verdicts(new Ship().written("x", "{'namespace': 'apps'}"), definition);
    List<PolicyVerdict> going =
        verdicts(new Ship().written("x", "{'namespace': 'apps'}").deleting("x"), definition);
    // Then
    assertThat(without).extracting(PolicyVerdict::reason).containsExactly(Reason.Missing);
    assertThat(with).extracting(PolicyVerdict::reason).containsExactly(Reason.Satisfied);
    assertThat(going).extracting(PolicyVerdict::reason).containsExactly(Reason.Missing);
  }

  @Test
  void whatIsNotKnownHereIsNotSaidToBeMissing() {
    // Given
    PolicyState definition =
        auditing(
            "{'field': 'type', 'like': '*/connectedClusters'}",
            "{'effect': 'auditIfNotExists', 'details': {'type': 'Microsoft.KubernetesConfiguration/extensions'}}");
    // When
    List<PolicyVerdict> verdicts = verdicts(new Ship(), definition);
    // Then
    assertThat(verdicts)
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.reason()).isEqualTo(Reason.NotEvaluated);
              assertThat(verdict.message()).contains("/extensions'");
            });
  }

  @Test
  void anEvaluationThatFailsSaysWhy() {
    // Given
    PolicyState definition =
        auditing("{'value': \"[int(field('name'))]\", 'equals': 1}", "{'effect': 'audit'}");
    // When
    List<PolicyVerdict> verdicts = verdicts(new Ship(), definition);
    // Then
    assertThat(verdicts)
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.compliance()).isEqualTo(PolicyCompliance.Unknown);
              assertThat(verdict.reason()).isEqualTo(Reason.NotEvaluated);
              assertThat(verdict.message()).contains("policyRule.if");
            });
  }

  @Test
  void aDefinitionThatIsNotThereIsNotEvaluated() {
    // Given
    PolicySet policies = Samples.policies(Samples.assignment("a", "nowhere", "{}"));
    // When
    List<PolicyVerdict> verdicts = new Ship().written("x", "{}").evaluated(policies).verdicts();
    // Then
    assertThat(verdicts)
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.resource()).isEqualTo(Ship.ID);
              assertThat(verdict.reason()).isEqualTo(Reason.NotEvaluated);
              assertThat(verdict.effect()).isEmpty();
              assertThat(verdict.message()).contains("nowhere");
            });
  }

  @Test
  void parametersThatDoNotFitAreNotEvaluated() {
    // Given
    PolicySet policies = Samples.policies(Samples.deploy(), Samples.deploying("a", "'url': 7", ""));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts().getFirst().message()).contains("parameters.url.value");
  }
}

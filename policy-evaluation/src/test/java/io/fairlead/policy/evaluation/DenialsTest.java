package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.PolicyState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests that a policy refuses.
class DenialsTest {
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final PolicyState DENYING =
      Samples.definition(
          "deny",
          """
          {'mode': 'All', 'policyRule': {
            'if': {'field': 'FLUX/gitRepository.url', 'like': 'http://*'},
            'then': {'effect': 'deny'}}}
          """
              .replace("FLUX", FLUX));

  private static List<Denial> denials(PolicySet policies, String properties) {
    JsonNode body = Samples.json("{'properties': " + properties + "}");
    return Denials.of(
        policies,
        new Denials.Proposal(
            Ship.configuration("x"), body, "2025-04-01", Samples.json("{'idtyp': 'user'}")),
        Samples.NOW);
  }

  private static List<Denial> denials(String assignment, PolicyState... more) {
    return denials(
        Samples.policies(DENYING, Samples.assignment("a", "deny", assignment))
            .with(List.of(more), List.of()),
        "{'gitRepository': {'url': 'http://git'}}");
  }

  @Test
  void whatTheRuleMatchesIsRefused() {
    // When
    List<Denial> denials = denials("{}");
    // Then
    assertThat(denials)
        .singleElement()
        .satisfies(
            denial -> {
              assertThat(denial.policy().assignment()).isEqualTo(Samples.assignmentId("a"));
              assertThat(denial.policy().definition()).isEqualTo(DENYING.id());
              assertThat(denial.policy().initiative()).isNull();
              assertThat(denial.message()).isNull();
            });
  }

  @Test
  void whatItDoesNotMatchIsNot() {
    // When
    List<Denial> denials =
        denials(
            Samples.policies(DENYING, Samples.assignment("a", "deny", "{}")),
            "{'gitRepository': {'url': 'https://git'}}");
    // Then
    assertThat(denials).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'enforcementMode': 'DoNotEnforce'}",
        "{'notScopes': ['/subscriptions/s-1/resourceGroups/fleet']}",
        "{'overrides': [{'kind': 'policyEffect', 'value': 'audit'}]}",
        "{'resourceSelectors': [{'selectors': [{'kind': 'resourceType', 'in': ['x/y']}]}]}",
      })
  void aPolicyThatDoesNotReachOrIsNotEnforcedRefusesNothing(String assignment) {
    // When
    List<Denial> denials = denials(assignment);
    // Then
    assertThat(denials).isEmpty();
  }

  @Test
  void whatIsExemptIsNotRefused() {
    // When
    List<Denial> denials = denials("{}", Samples.exemption(Samples.GROUP, "e", "a", ""));
    // Then
    assertThat(denials).isEmpty();
  }

  @Test
  void aRuleWithoutAnAnswerRefusesSoThatNobodyGetsPastItByMakingItFail() {
    // Given
    PolicyState broken =
        Samples.definition(
            "deny",
            "{'mode': 'All', 'policyRule': {'if': {'value': \"[int(field('name'))]\", 'equals': 1}, 'then': {'effect': 'deny'}}}");
    // When
    List<Denial> denials = denials("{}", broken);
    // Then
    assertThat(denials)
        .singleElement()
        .satisfies(denial -> assertThat(denial.message()).contains("has no answer", "int"));
  }

  @Test
  void theMessageForTheReferenceComesBeforeTheGeneralOne() {
    // Given
    PolicyState initiative = Samples.initiative("all", Map.of("one", "deny", "two", "deny"));
    PolicyState assignment =
        Samples.assignment(
            Samples.SUBSCRIPTION,
            "b",
            initiative.id(),
            "{'parameters': {'url': {'value': 'x'}}, 'nonComplianceMessages': [{'message': 'Generally.'},"
                + " {'message': 'Use https.', 'policyDefinitionReferenceId': 'TWO'}]}");
    // When
    List<Denial> denials =
        denials(
            Samples.policies(DENYING, initiative, assignment),
            "{'gitRepository': {'url': 'http://git'}}");
    // Then
    assertThat(denials).extracting(Denial::message).containsExactly("Generally.", "Use https.");
    assertThat(denials.getFirst().policy().initiative()).isEqualTo(initiative.id());
  }

  @Test
  void theRequestItselfMayBeAskedAbout() {
    // Given
    PolicyState definition =
        Samples.definition(
            "deny",
            "{'mode': 'All', 'policyRule': {'if': {'value': \"[requestContext().apiVersion]\", 'equals': '2025-04-01'}, 'then': {'effect': 'deny'}}}");
    // When
    List<Denial> denials = denials("{}", definition);
    // Then
    assertThat(denials).hasSize(1);
  }

  @Test
  void aClusterMayBeRefused() {
    // Given
    PolicySet policies =
        Samples.policies(
            Samples.definition(
                "deny",
                "{'policyRule': {'if': {'field': 'location', 'notEquals': 'westeurope'}, 'then': {'effect': 'deny'}}}"),
            Samples.assignment("a", "deny", "{}"));
    // When
    List<Denial> denials =
        Denials.of(
            policies,
            new Denials.Proposal(
                Ship.ID, Samples.json("{'location': 'East US'}"), "", Samples.json("{}")),
            Samples.NOW);
    // Then
    assertThat(denials).hasSize(1);
  }
}

package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.value.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which resources a policy is about, and effects that an assignment overrides.
class ApplicabilityTest {
  private static final String CLUSTERS = "Microsoft.Kubernetes/connectedClusters";

  private static BoundPolicy bound(String condition, String effect) {
    ObjectNode definition = Samples.auditing(Samples.json(condition));
    definition.withObject("policyRule").withObject("then").put("effect", effect);
    return Samples.bound(definition).orThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'field': 'type', 'equals': '" + CLUSTERS + "'} | true",
        "{'field': 'type', 'equals': 'Microsoft.Compute/virtualMachines'} | false",
        "{'field': 'TYPE', 'notEquals': '" + CLUSTERS + "'} | false",
        "{'field': 'name', 'like': 'sim-*'} | true",
        "{'field': 'name', 'like': 'plane-*'} | false",
        "{'field': 'kind', 'equals': 'other'} | false",
        "{'field': 'location', 'equals': 'nowhere'} | true",
        "{'not': {'field': 'location', 'exists': true}} | true",
        "{'value': 1, 'equals': 2} | true",
        "{'count': {'value': [1], 'name': 'n'}, 'equals': 2} | true",
        "{'allOf': [{'field': 'location', 'equals': 'nowhere'}, {'field': 'name', 'equals': 'x'}]} | false",
        "{'anyOf': [{'field': 'location', 'equals': 'nowhere'}, {'field': 'name', 'equals': 'x'}]} | true",
        "{'anyOf': [{'field': 'type', 'equals': 'x/y'}, {'field': 'name', 'equals': 'x'}]} | false",
        "{'not': {'anyOf': [{'field': 'location', 'equals': 'x'}, {'field': 'name', 'like': 'sim-*'}]}} | false",
      })
  void onlyTypeKindAndNameRuleAResourceOut(String condition, boolean about) {
    // Given
    BoundPolicy policy = bound(condition, "audit");
    // When
    boolean applies = policy.appliesTo(Samples.CLUSTER, Samples.CONTEXT);
    // Then
    assertThat(applies).isEqualTo(about);
  }

  @Test
  void aDisabledPolicyIsAboutNothing() {
    // Given
    BoundPolicy policy = bound("{'field': 'type', 'exists': true}", "disabled");
    // When
    boolean applies = policy.appliesTo(Samples.CLUSTER, Samples.CONTEXT);
    // Then
    assertThat(applies).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eastus2", "nowhere"})
  void whatAsksForRelatedResourcesIsAboutWhatItsRuleMatches(String location) {
    // Given
    ObjectNode definition =
        Samples.auditing(Samples.json("{'field': 'location', 'equals': '" + location + "'}"));
    definition
        .withObject("policyRule")
        .withObject("then")
        .put("effect", "auditIfNotExists")
        .putObject("details")
        .put("type", "Microsoft.KubernetesConfiguration/fluxConfigurations");
    BoundPolicy policy = Samples.bound(definition).orThrow();
    // When
    boolean applies = policy.appliesTo(Samples.CLUSTER, Samples.CONTEXT);
    // Then
    assertThat(applies).isEqualTo(policy.matches(Samples.CLUSTER, Samples.CONTEXT));
  }

  @Test
  void anOverrideTakesThePlaceOfTheEffect() {
    // Given
    PolicyDefinition definition =
        PolicyDefinition.parse(Samples.auditing(Samples.json("{'field': 'type', 'exists': true}")))
            .orThrow();
    // When
    BoundPolicy policy = definition.bind(Values.MISSING, Samples.POLICY, Effect.DENY).orThrow();
    // Then
    assertThat(policy.effect()).isEqualTo(Effect.DENY);
  }

  @Test
  void anOverrideNeedsTheDetailsThatItsEffectNeeds() {
    // Given
    PolicyDefinition definition =
        PolicyDefinition.parse(Samples.auditing(Samples.json("{'field': 'type', 'exists': true}")))
            .orThrow();
    // When
    Checked<BoundPolicy> policy =
        definition.bind(Values.MISSING, Samples.POLICY, Effect.DEPLOY_IF_NOT_EXISTS);
    // Then
    assertThat(policy)
        .isInstanceOfSatisfying(
            Checked.Invalid.class,
            invalid -> assertThat(invalid.problems().toString()).contains("expected details"));
  }
}

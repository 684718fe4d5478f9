package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which resources an assignment reaches, and with which effect.
class ReachTest {
  private static final String SHIP =
      Samples.GROUP + "/providers/Microsoft.Kubernetes/connectedClusters/";
  private static final PolicyState EVERYTHING =
      Samples.definition(
          "all",
          """
          {'mode': 'All', 'policyRule': {
            'if': {'field': 'type', 'exists': true}, 'then': {'effect': 'audit'}}}
          """);

  private static List<ResourceId> reached(String scope, String properties) {
    return new Ship()
            .written("x", "{}")
            .evaluated(
                Samples.policies(
                    EVERYTHING,
                    Samples.assignment(
                        scope, "a", Samples.definitionId("all"), "{" + properties + "}")))
            .verdicts()
            .stream()
            .map(PolicyVerdict::resource)
            .toList();
  }

  @ParameterizedTest
  @CsvSource({
    Samples.SUBSCRIPTION + ", true",
    "/subscriptions/S-1, true",
    "/subscriptions/s-10, false",
    Samples.GROUP + ", true",
    "/subscriptions/s-1/resourceGroups/FLEET, true",
    "/subscriptions/s-1/resourceGroups/fleet2, false",
    SHIP + "ship-1, true",
    SHIP + "ship-11, false",
  })
  void anAssignmentReachesWhatIsInItsScope(String scope, boolean inside) {
    // When
    List<ResourceId> reached = reached(scope, "");
    // Then
    assertThat(reached)
        .containsExactlyInAnyOrderElementsOf(
            inside ? List.of(Ship.ID, Ship.configuration("x")) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    Samples.SUBSCRIPTION + ", false",
    "/subscriptions/S-1/resourceGroups/Fleet, false",
    SHIP + "SHIP-1, false",
    SHIP + "ship-2, true",
  })
  void notWhatIsExcluded(String excluded, boolean reached) {
    // When
    List<ResourceId> all = reached(Samples.SUBSCRIPTION, "'notScopes': ['" + excluded + "']");
    // Then
    assertThat(all).hasSize(reached ? 2 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'kind': 'resourceLocation', 'in': ['WestEurope', 'eastus']} | true | false",
        "{'kind': 'resourceLocation', 'in': ['eastus']} | false | false",
        "{'kind': 'resourceLocation', 'notIn': ['eastus']} | true | true",
        "{'kind': 'resourceType', 'in': ['microsoft.kubernetes/connectedclusters']} | true | false",
        "{'kind': 'resourceType', 'notIn': ['Microsoft.Kubernetes/connectedClusters']} | false | true",
        "{'kind': 'resourceWithoutLocation', 'in': ['subscriptionLevelResources']} | false | false",
        "{'kind': 'resourceLocation', 'in': ['westeurope']}, {'kind': 'resourceType', 'in': ['x/y']} | false | false",
      })
  void allSelectorsOfOneHaveToSelect(String selectors, boolean cluster, boolean configuration) {
    // When
    List<ResourceId> reached =
        reached(Samples.SUBSCRIPTION, "'resourceSelectors': [{'selectors': [" + selectors + "]}]");
    // Then
    assertThat(reached.contains(Ship.ID)).isEqualTo(cluster);
    assertThat(reached.contains(Ship.configuration("x"))).isEqualTo(configuration);
  }

  @Test
  void oneOfTheResourceSelectorsIsEnough() {
    // When
    List<ResourceId> reached =
        reached(
            Samples.SUBSCRIPTION,
            "'resourceSelectors': ["
                + "{'selectors': [{'kind': 'resourceLocation', 'in': ['eastus']}]},"
                + "{'selectors': [{'kind': 'resourceLocation', 'in': ['westeurope']}]}]");
    // Then
    assertThat(reached).containsExactly(Ship.ID);
  }

  @Test
  void theModeIndexedIsAboutClustersOnly() {
    // Given
    PolicySet policies =
        Samples.policies(
            Samples.definition(
                "indexed",
                "{'policyRule': {'if': {'field': 'type', 'exists': true}, 'then': {'effect': 'audit'}}}"),
            Samples.assignment("a", "indexed", "{}"));
    // When
    Evaluation evaluation = new Ship().written("x", "{}").evaluated(policies);
    // Then
    assertThat(evaluation.verdicts()).extracting(PolicyVerdict::resource).containsExactly(Ship.ID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "one | {'kind': 'policyEffect', 'value': 'Disabled'} | false",
        "one | {'kind': 'policyEffect', 'value': 'Disabled', 'selectors': [{'kind': 'policyDefinitionReferenceId', 'in': ['ONE']}]} | false",
        "one | {'kind': 'policyEffect', 'value': 'Disabled', 'selectors': [{'kind': 'policyDefinitionReferenceId', 'in': ['two']}]} | true",
        "one | {'kind': 'policyEffect', 'value': 'Disabled', 'selectors': [{'kind': 'resourceLocation', 'in': ['eastus']}]} | true",
        "one | {'kind': 'policyEffect', 'value': 'Disabled', 'selectors': [{'kind': 'resourceLocation', 'in': ['westeurope']}]} | false",
        "one | {'kind': 'definitionVersion', 'value': '1.*.*'} | true",
        "one | {'kind': 'policyEffect', 'value': 'DeployIfNotExists'}, {'kind': 'policyEffect', 'value': 'Disabled'} | true",
      })
  void anOverrideChangesTheEffectOfWhatItSelects(
      String reference, String override, boolean deploys) {
    // Given
    PolicyState initiative = Samples.initiative("all", Map.of("one", "deploy", "two", "deploy"));
    PolicySet policies =
        Samples.policies(
            Samples.deploy(),
            initiative,
            Samples.assignment(
                Samples.SUBSCRIPTION,
                "a",
                initiative.id(),
                "{'parameters': {'url': {'value': 'https://x'}}, 'overrides': ["
                    + override
                    + "]}"));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    assertThat(evaluation.deployments().stream().map(each -> each.configuration().name()).toList())
        .satisfies(names -> assertThat(names.contains(reference)).isEqualTo(deploys));
  }

  @Test
  void anOverrideMayEnableWhatIsDisabled() {
    // Given
    PolicySet policies =
        Samples.policies(
            Samples.deploy(),
            Samples.deploying(
                "a",
                "'effect': 'Disabled'",
                "'overrides': [{'kind': 'policyEffect', 'value': 'deployIfNotExists'}]"));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    assertThat(evaluation.deployments()).hasSize(1);
  }

  @Test
  void anOverrideWithAnEffectThatThereIsNotIsNotEvaluated() {
    // Given
    PolicySet policies =
        Samples.policies(
            Samples.deploy(),
            Samples.deploying(
                "a", "", "'overrides': [{'kind': 'policyEffect', 'value': 'modify'}]"));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.reason()).isEqualTo(Reason.NotEvaluated);
              assertThat(verdict.effect()).isEqualTo("modify");
              assertThat(verdict.message()).contains("'modify'", "deployIfNotExists");
            });
  }

  @Test
  void anInitiativePassesItsParametersOn() {
    // Given
    PolicyState initiative = Samples.initiative("all", Map.of("one", "deploy"));
    PolicySet policies =
        Samples.policies(
            Samples.deploy(),
            initiative,
            Samples.assignment(
                Samples.SUBSCRIPTION,
                "a",
                initiative.id(),
                "{'parameters': {'url': {'value': 'https://passed'}}}"));
    // When
    Ship ship = new Ship().obeying(policies);
    // Then
    assertThat(ship.state("one").properties().at("/gitRepository/url").asText())
        .isEqualTo("https://passed");
    assertThat(ship.manager("one").reference()).isEqualTo("one");
    assertThat(ship.evaluated(policies).verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.initiative()).isEqualTo(initiative.id());
              assertThat(verdict.definition()).isEqualTo(Samples.definitionId("deploy"));
              assertThat(verdict.reference()).isEqualTo("one");
            });
  }
}

package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.ResourceId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whether an assignment concerns a cluster, told by its id alone.
class ConcernTest {
  private static final String SHIP =
      "/subscriptions/S-1/resourcegroups/Fleet/providers/microsoft.kubernetes/connectedclusters/";

  private static PolicySet assigned(String scope, String properties) {
    return Samples.policies(
        Samples.deploy(),
        Samples.assignment(scope, "a", Samples.definitionId("deploy"), "{" + properties + "}"));
  }

  @ParameterizedTest
  @CsvSource({
    Samples.SUBSCRIPTION + ", true",
    "/subscriptions/S-1/resourceGroups/fleet, true",
    SHIP + "SHIP-1, true",
    SHIP + "ship-12, false",
    SHIP + "ship, false",
    "/subscriptions/s-1/resourceGroups/other, false",
    "/subscriptions/s-2, false",
  })
  void whatTheScopeContainsIsConcerned(String scope, boolean concerned) {
    // Given
    PolicySet policies = assigned(scope, "");
    // When
    boolean found = policies.concern(Ship.ID);
    // Then
    assertThat(found).isEqualTo(concerned);
    assertThat(new Ship().evaluated(policies).verdicts()).hasSize(concerned ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    Samples.SUBSCRIPTION + ", false",
    "/subscriptions/S-1/resourceGroups/Fleet, false",
    SHIP + "SHIP-1, false",
    SHIP + "ship-2, true",
  })
  void whatIsExcludedIsNot(String excluded, boolean concerned) {
    // Given
    PolicySet policies = assigned(Samples.SUBSCRIPTION, "'notScopes': ['" + excluded + "']");
    // When
    boolean found = policies.concern(Ship.ID);
    // Then
    assertThat(found).isEqualTo(concerned);
    assertThat(new Ship().evaluated(policies).verdicts()).hasSize(concerned ? 1 : 0);
  }

  @Test
  void oneAssignmentOfSeveralIsEnough() {
    // Given
    PolicyState excluding =
        Samples.assignment("a", "deploy", "{'notScopes': ['" + Samples.GROUP + "']}");
    PolicyState other = Samples.assignment("b", "deploy", "{}");
    // When
    PolicySet policies = Samples.policies(Samples.deploy(), excluding, other);
    // Then
    assertThat(policies.concern(Ship.ID)).isTrue();
  }

  @Test
  void anAssignmentOfWhatIsNotThereConcernsToo() {
    // When
    PolicySet policies = Samples.policies(Samples.assignment("a", "missing", "{}"));
    // Then
    assertThat(policies.concern(Ship.ID)).isTrue();
    assertThat(new Ship().evaluated(policies).verdicts()).hasSize(1);
  }

  @Test
  void whatSelectorsAloneRuleOutIsConcerned() {
    // Given: a location, which is not in an id
    String nowhere =
        "'resourceSelectors': [{'selectors': [{'kind': 'resourceLocation', 'in': ['nowhere']}]}]";
    // When
    PolicySet policies = assigned(Samples.SUBSCRIPTION, nowhere);
    // Then
    assertThat(policies.concern(Ship.ID)).isTrue();
  }

  @Test
  void noneIsWhenTheAssignmentIsGone() {
    // Given
    PolicySet policies = assigned(Samples.SUBSCRIPTION, "");
    // When
    PolicySet after = policies.with(List.of(), List.of(Samples.assignmentId("a")));
    // Then
    assertThat(after.concern(Ship.ID)).isFalse();
  }

  @Test
  void aClusterOfAnotherSubscriptionHasNothingToDoWithIt() {
    // Given
    ResourceId elsewhere =
        ResourceId.cluster("s-2", "fleet", "Microsoft.Kubernetes/connectedClusters", "ship-1");
    // When
    PolicySet policies = assigned(Samples.SUBSCRIPTION, "");
    // Then
    assertThat(policies.concern(elsewhere)).isFalse();
  }
}

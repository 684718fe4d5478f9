package io.fairlead.contract.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyIdTest {
  private static final String SUBSCRIPTION = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/edge";
  private static final String CLUSTER =
      GROUP + "/providers/Microsoft.Kubernetes/connectedClusters/ship";

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIPTION, GROUP, CLUSTER})
  void isReadAtEveryScopeAndKeepsItsCase(String scope) {
    // Given
    String text = scope + "/providers/Microsoft.Authorization/policyAssignments/Base-Line";

    // When
    PolicyId id = PolicyId.parse(text);

    // Then
    assertThat(id).hasToString(text);
    assertThat(id.scope()).isEqualTo(PolicyScope.parse(scope));
    assertThat(id.type()).isEqualTo(PolicyType.ASSIGNMENT);
    assertThat(id.name()).isEqualTo("Base-Line");
  }

  @Test
  void comparesWithoutRegardToCase() {
    // Given
    String text = GROUP + "/providers/Microsoft.Authorization/policyExemptions/later";

    // When, Then
    assertThat(PolicyId.parse(text.toUpperCase(java.util.Locale.ROOT)))
        .isEqualTo(PolicyId.parse(text))
        .hasSameHashCodeAs(PolicyId.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/providers/Microsoft.Authorization/policyDefinitions/built-in",
        "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/x",
        "/subscriptions/s/providers/Microsoft.Authorization/policyDefinitions",
        "/subscriptions/s/providers/Microsoft.Authorization/policyDefinitions/",
        "/subscriptions/s/providers/Microsoft.Authorization/policyDefinitions/a/b",
        "/subscriptions//providers/Microsoft.Authorization/policyDefinitions/a",
        "/groups/s/providers/Microsoft.Authorization/policyDefinitions/a"
      })
  void refusesWhatIsNoIdOfAPolicy(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> PolicyId.parse(text));
  }

  @Test
  void aScopeContainsItselfAndWhatIsWithinIt() {
    // Given
    PolicyScope subscription = PolicyScope.parse(SUBSCRIPTION);
    PolicyScope group = PolicyScope.parse(GROUP);
    PolicyScope cluster = PolicyScope.parse(CLUSTER);

    // When, Then
    assertThat(cluster.path()).containsExactly(subscription, group, cluster);
    assertThat(group.contains(cluster)).isTrue();
    assertThat(group.contains(group)).isTrue();
    assertThat(group.contains(subscription)).isFalse();
    assertThat(PolicyScope.parse(SUBSCRIPTION + "/resourceGroups/edg").contains(cluster)).isFalse();
  }
}

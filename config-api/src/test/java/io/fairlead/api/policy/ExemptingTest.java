package io.fairlead.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.store.ExemptionCheck;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExemptingTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final PolicyId ASSIGNMENT = id("/subscriptions/s-1", PolicyType.ASSIGNMENT, "a");
  private static final ExemptionCheck.Case CASE =
      new ExemptionCheck.Case(
          ResourceId.cluster("s-1", "Fleet", "Microsoft.Kubernetes/connectedClusters", "Ship-1"),
          "West Europe",
          ASSIGNMENT,
          "One");

  private static PolicyId id(String scope, PolicyType type, String name) {
    return PolicyId.of(PolicyScope.parse(scope), type, name);
  }

  private static PolicyState exemption(String scope, String more) {
    String properties = "{'policyAssignmentId': '%s'%s}".formatted(ASSIGNMENT, more);
    return new PolicyState(
        id(scope, PolicyType.EXEMPTION, "e"),
        new UUID(0, 1),
        1,
        0,
        Json.readTree(properties.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
        NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/subscriptions/S-1 | `` | true",
        "/subscriptions/s-1/resourceGroups/fleet | `` | true",
        "/subscriptions/s-1/resourceGroups/other | `` | false",
        "/subscriptions/s-2 | `` | false",
        "/subscriptions/s-1 | `, 'expiresOn': '2026-11-28T12:00:01Z'` | true",
        "/subscriptions/s-1 | `, 'expiresOn': '2026-11-28T12:00:00Z'` | false",
        "/subscriptions/s-1 | `, 'policyDefinitionReferenceIds': ['one']` | true",
        "/subscriptions/s-1 | `, 'policyDefinitionReferenceIds': ['two']` | false",
        "/subscriptions/s-1 | `, 'resourceSelectors': [{'selectors':"
            + " [{'kind': 'resourceLocation', 'in': ['westeurope']}]}]` | true",
        "/subscriptions/s-1 | `, 'resourceSelectors': [{'selectors':"
            + " [{'kind': 'resourceLocation', 'in': ['eastus']}]}]` | false",
      })
  void anExemptionCoversWhatItCoversForTheEngine(String scope, String more, boolean covers) {
    // Given
    List<PolicyState> exemptions = List.of(exemption(scope, more));

    // When
    var covering = new Exempting().covering(exemptions, NOW);

    // Then
    assertThat(covering.test(CASE)).isEqualTo(covers);
  }

  @Test
  void oneOfSeveralSubscriptionsIsEnough() {
    // Given
    List<PolicyState> exemptions =
        List.of(exemption("/subscriptions/s-2", ""), exemption("/subscriptions/s-1", ""));

    // When
    var covering = new Exempting().covering(exemptions, NOW);

    // Then
    assertThat(covering.test(CASE)).isTrue();
  }
}

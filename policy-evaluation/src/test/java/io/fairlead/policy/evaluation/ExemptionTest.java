package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Resources that are exempt from a policy.
class ExemptionTest {
  private static final PolicySet POLICIES = Samples.assigned(Samples.deploy());

  @Test
  void anExemptClusterIsLeftAlone() {
    // Given
    PolicyState exemption = Samples.exemption(Samples.GROUP, "e", "a", "");
    Ship ship = new Ship().obeying(POLICIES).written("base", "{}");
    // When
    Evaluation evaluation = ship.evaluated(POLICIES.with(List.of(exemption), List.of()));
    // Then
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.compliance()).isEqualTo(PolicyCompliance.Exempt);
              assertThat(verdict.exemption()).isEqualTo(exemption.id());
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/subscriptions/s-1 | a | ''  | true",
        "/subscriptions/S-1/resourceGroups/FLEET | a | '' | true",
        "/subscriptions/s-1/resourceGroups/fleet/providers/Microsoft.Kubernetes/connectedClusters/ship-1 | a | '' | true",
        "/subscriptions/s-1/resourceGroups/fleet/providers/Microsoft.Kubernetes/connectedClusters/ship-2 | a | '' | false",
        "/subscriptions/s-1/resourceGroups/other | a | '' | false",
        "/subscriptions/s-1 | b | '' | false",
        "/subscriptions/s-1 | a | 'expiresOn': '2026-11-28T12:00:01Z' | true",
        "/subscriptions/s-1 | a | 'expiresOn': '2026-11-28T12:00:00Z' | false",
        "/subscriptions/s-1 | a | 'expiresOn': '2026-11-28T14:00:00+02:00' | false",
        "/subscriptions/s-1 | a | 'policyDefinitionReferenceIds': ['x'] | false",
        "/subscriptions/s-1 | a | 'resourceSelectors': [{'selectors': [{'kind': 'resourceLocation', 'in': ['West Europe']}]}] | true",
        "/subscriptions/s-1 | a | 'resourceSelectors': [{'selectors': [{'kind': 'resourceLocation', 'in': ['eastus']}]}] | false",
      })
  void itCoversWhatItSays(String scope, String assignment, String properties, boolean covers) {
    // Given
    String written = properties.equals("''") ? "" : properties;
    PolicyState exemption = Samples.exemption(scope, "e", assignment, written);
    // When
    Evaluation evaluation = new Ship().evaluated(POLICIES.with(List.of(exemption), List.of()));
    // Then
    assertThat(evaluation.verdicts().getFirst().compliance())
        .isEqualTo(covers ? PolicyCompliance.Exempt : PolicyCompliance.Unknown);
    assertThat(evaluation.deployments().isEmpty()).isEqualTo(covers);
  }

  @Test
  void itMayBeLimitedToSomeOfAnInitiative() {
    // Given
    PolicyState initiative = Samples.initiative("all", Map.of("one", "deploy", "two", "deploy"));
    PolicyState assignment =
        Samples.assignment(
            Samples.SUBSCRIPTION, "a", initiative.id(), "{'parameters': {'url': {'value': 'x'}}}");
    PolicyState exemption =
        Samples.exemption(
            Samples.SUBSCRIPTION, "e", "a", "'policyDefinitionReferenceIds': ['ONE']");
    // When
    Evaluation evaluation =
        new Ship().evaluated(Samples.policies(Samples.deploy(), initiative, assignment, exemption));
    // Then
    assertThat(evaluation.verdicts())
        .extracting(PolicyVerdict::compliance)
        .containsExactly(PolicyCompliance.Exempt, PolicyCompliance.Unknown);
    assertThat(evaluation.deployments()).hasSize(1);
  }

  @Test
  void ofSeveralTheOneWithTheSmallestKeyIsNamed() {
    // Given
    PolicyState second = Samples.exemption(Samples.SUBSCRIPTION, "f", "a", "");
    PolicyState first = Samples.exemption(Samples.SUBSCRIPTION, "e", "a", "");
    // When
    Evaluation evaluation = new Ship().evaluated(POLICIES.with(List.of(second, first), List.of()));
    // Then
    assertThat(evaluation.verdicts().getFirst().exemption()).isEqualTo(first.id());
  }

  @Test
  void whereThePolicyDoesNotApplyThereIsNothingToExemptFrom() {
    // Given
    PolicySet policies =
        Samples.policies(
            Samples.deploy(),
            Samples.deploying("a", "'ring': 'wide'", ""),
            Samples.exemption(Samples.SUBSCRIPTION, "e", "a", ""));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    assertThat(evaluation.verdicts()).isEmpty();
  }

  @Test
  void whatIsExemptContestsNothing() {
    // Given
    PolicySet policies =
        POLICIES.with(
            List.of(
                Samples.deploying("b", "'url': 'https://b'", ""),
                Samples.exemption(Samples.SUBSCRIPTION, "e", "a", "")),
            List.of());
    // When
    Ship ship = new Ship().obeying(POLICIES).obeying(policies);
    // Then
    assertThat(ship.manager("base").assignment()).isEqualTo(Samples.assignmentId("b"));
  }

  @Test
  void theNextChangeIsTheNextExpiry() {
    // Given
    PolicySet policies =
        POLICIES.with(
            List.of(
                Samples.exemption(
                    Samples.SUBSCRIPTION, "e", "a", "'expiresOn': '2027-01-02T00:00:00Z'"),
                Samples.exemption(
                    Samples.SUBSCRIPTION, "f", "a", "'expiresOn': '2027-01-01T00:00:00Z'"),
                Samples.exemption(
                    Samples.SUBSCRIPTION, "g", "a", "'expiresOn': '2026-01-01T00:00:00Z'"),
                Samples.exemption(Samples.SUBSCRIPTION, "h", "a", "")),
            List.of());
    // When
    var next = policies.nextChangeAfter(Samples.NOW);
    // Then
    assertThat(next).contains(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(policies.nextChangeAfter(Instant.parse("2027-01-02T00:00:00Z"))).isEmpty();
  }
}

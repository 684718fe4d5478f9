package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// All policies, as they come in one by one.
class PolicySetTest {
  private static final PolicyState INITIATIVE =
      Samples.initiative("all", Map.of("one", "deploy", "two", "other"));
  private static final PolicyState ASSIGNMENT =
      Samples.assignment(
          Samples.SUBSCRIPTION,
          "i",
          INITIATIVE.id(),
          "{'parameters': {'url': {'value': 'https://x'}}}");
  private static final PolicyState OTHER =
      Samples.deploy("other", "'defaultValue': 'base'", "'defaultValue': 'other'");
  private static final List<PolicyState> ALL =
      List.of(
          Samples.deploy(),
          OTHER,
          INITIATIVE,
          ASSIGNMENT,
          Samples.deploying("a", "'name': 'third'", ""),
          Samples.exemption(Samples.SUBSCRIPTION, "e", "a", ""));

  private static List<AssignedDefinition> assigned(PolicySet policies) {
    return policies.in(Samples.SUBSCRIPTION).at(Samples.SUBSCRIPTION);
  }

  @Test
  void theOrderInWhichTheyComeDoesNotMatter() {
    // Given
    Evaluation expected = new Ship().evaluated(PolicySet.EMPTY.with(ALL, List.of()));
    // When
    for (int seed = 0; seed < 20; seed++) {
      List<PolicyState> shuffled = new ArrayList<>(ALL);
      Collections.shuffle(shuffled, new Random(seed));
      PolicySet policies = PolicySet.EMPTY;
      for (PolicyState state : shuffled) {
        policies = policies.with(List.of(state), List.of());
      }
      // Then
      assertThat(new Ship().evaluated(policies)).isEqualTo(expected);
    }
    assertThat(expected.deployments()).hasSize(2);
  }

  @Test
  void whatIsRemovedIsNoLongerThere() {
    // Given
    PolicySet policies = PolicySet.EMPTY.with(ALL, List.of());
    // When
    PolicySet less = policies.with(List.of(), List.of(ASSIGNMENT.id(), OTHER.id()));
    // Then
    assertThat(policies.size()).isEqualTo(new PolicySet.Size(2, 1, 2, 1));
    assertThat(less.size()).isEqualTo(new PolicySet.Size(1, 1, 1, 1));
    assertThat(new Ship().evaluated(less).deployments()).isEmpty();
  }

  @Test
  void ofSeveralChangesOfOneTheLastCounts() {
    // Given
    PolicyState first = Samples.deploying("a", "'name': 'first'", "");
    PolicyState last = Samples.changed(first, Samples.deploying("a", "'name': 'last'", ""));
    // When
    PolicySet policies =
        PolicySet.EMPTY.with(List.of(Samples.deploy(), first, last), List.of(first.id()));
    // Then
    assertThat(new Ship().evaluated(policies).deployments())
        .extracting(deployment -> deployment.configuration())
        .containsExactly(Ship.configuration("last"));
  }

  @Test
  void anExemptionBindsNothingAgain() {
    // Given
    PolicySet policies = PolicySet.EMPTY.with(ALL, List.of());
    // When
    PolicySet changed =
        policies.with(List.of(Samples.exemption(Samples.GROUP, "f", "i", "")), List.of());
    // Then
    List<AssignedDefinition> before = assigned(policies);
    List<AssignedDefinition> after = assigned(changed);
    assertThat(after).hasSize(3);
    for (int i = 0; i < after.size(); i++) {
      assertThat(after.get(i)).isSameAs(before.get(i));
    }
  }

  @Test
  void aDefinitionBindsAgainOnlyWhatAssignsIt() {
    // Given
    PolicySet policies = PolicySet.EMPTY.with(ALL, List.of());
    // When
    PolicySet changed = policies.with(List.of(Samples.changed(OTHER, OTHER)), List.of());
    // Then
    List<AssignedDefinition> before = assigned(policies);
    List<AssignedDefinition> after = assigned(changed);
    assertThat(after)
        .extracting(each -> each.identity().reference())
        .containsExactly("", "one", "two");
    assertThat(after.get(0)).isSameAs(before.get(0));
    assertThat(after.get(1)).isSameAs(before.get(1));
    assertThat(after.get(2)).isNotSameAs(before.get(2));
  }

  @Test
  void anotherSubscriptionHasPoliciesOfItsOwn() {
    // Given
    PolicyState elsewhere =
        Samples.assignment("/subscriptions/s-2", "a", Samples.definitionId("deploy"), "{}");
    // When
    Evaluation evaluation = new Ship().evaluated(Samples.policies(Samples.deploy(), elsewhere));
    // Then
    assertThat(evaluation.verdicts()).isEmpty();
  }

  @Test
  void whatNobodyAssignsChangesNothingAnywhere() {
    // Given
    PolicySet before = PolicySet.EMPTY.with(ALL, List.of());
    // When
    PolicySet after = before.with(List.of(Samples.deploy("spare", "", "")), List.of());
    // Then
    assertThat(after.changedSince(before)).isEmpty();
  }

  @Test
  void aDefinitionChangesWhatIsWithinTheScopesOfItsAssignments() {
    // Given
    PolicyState group = Samples.assignment(Samples.GROUP, "g", OTHER.id(), "{}");
    PolicySet before = PolicySet.EMPTY.with(List.of(Samples.deploy(), OTHER, group), List.of());
    // When
    PolicySet after = before.with(List.of(Samples.again(OTHER)), List.of());
    // Then
    assertThat(after.changedSince(before)).containsExactly(PolicyScope.parse(Samples.GROUP));
  }

  @Test
  void aDefinitionOfAnInitiativeChangesWhatIsWithinTheScopesOfItsAssignments() {
    // Given
    PolicySet before = PolicySet.EMPTY.with(List.of(OTHER, INITIATIVE, ASSIGNMENT), List.of());
    // When
    PolicySet after = before.with(List.of(Samples.deploy()), List.of());
    // Then
    assertThat(after.changedSince(before)).containsExactly(PolicyScope.parse(Samples.SUBSCRIPTION));
  }

  @Test
  void anExemptionChangesWhatIsWithinItsScopeAndAgainWhenItExpires() {
    // Given
    PolicySet before = PolicySet.EMPTY.with(ALL, List.of());
    Instant expires = Samples.NOW.plusSeconds(60);
    PolicyState exemption =
        Samples.exemption(Samples.GROUP, "short", "a", "'expiresOn': '" + expires + "'");
    // When
    PolicySet after = before.with(List.of(exemption), List.of());
    // Then
    assertThat(after.changedSince(before)).containsExactly(PolicyScope.parse(Samples.GROUP));
    assertThat(after.changedByTime(Samples.NOW, expires))
        .containsExactly(PolicyScope.parse(Samples.GROUP));
    assertThat(after.changedByTime(Samples.NOW, expires.minusMillis(1))).isEmpty();
    assertThat(after.changedByTime(expires, expires.plusSeconds(60))).isEmpty();
  }

  @Test
  void whatIsRemovedChangesWhatIsWithinItsScope() {
    // Given
    PolicySet before = PolicySet.EMPTY.with(ALL, List.of());
    // When
    PolicySet after = before.with(List.of(), List.of(ASSIGNMENT.id()));
    // Then
    assertThat(after.changedSince(before)).containsExactly(PolicyScope.parse(Samples.SUBSCRIPTION));
  }
}

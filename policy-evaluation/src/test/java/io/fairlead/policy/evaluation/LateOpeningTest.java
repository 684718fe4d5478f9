package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Properties are opened where a policy asks for them, and nowhere else.
class LateOpeningTest {
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final PolicyState DEPLOYING_IF_IT_IS_SUSPENDED =
      Samples.deploy(
          "deploy",
          "'roleDefinitionIds'",
          "'existenceCondition': {'field': '"
              + FLUX
              + "/suspend', 'equals': true},"
              + " 'roleDefinitionIds'");

  /// Names of the configurations whose properties were opened, each as often as they were.
  private final List<String> opened = new ArrayList<>();

  private Evaluation evaluated(Ship ship, PolicySet policies) {
    KnownCluster open = ship.known();
    List<KnownConfiguration> sealed =
        open.configurations().stream().map(each -> sealed(each)).toList();
    return Evaluator.evaluate(policies, new KnownCluster(open.cluster(), sealed), Samples.NOW);
  }

  private KnownConfiguration sealed(KnownConfiguration open) {
    return new KnownConfiguration(
        open.head(),
        () -> {
          opened.add(open.head().id().name());
          return open.properties();
        },
        open.heard());
  }

  private static PolicyState auditing(String name, String url) {
    return Samples.definition(
        name,
        """
        {'mode': 'All', 'policyRule': {
          'if': {'allOf': [
            {'field': 'type', 'equals': '%1$s'},
            {'field': '%1$s/gitRepository.url', 'like': '%2$s'}]},
          'then': {'effect': 'audit'}}}
        """
            .formatted(FLUX, url));
  }

  @Test
  void nothingIsOpenedForAPolicyThatDeploys() {
    // Given
    PolicySet policies = Samples.policies(Samples.deploy(), Samples.deploying("a", "", ""));
    Ship ship = new Ship().written("other", "{}").obeying(policies);
    // When
    Evaluation evaluation = evaluated(ship, policies);
    // Then
    assertThat(evaluation).isEqualTo(ship.evaluated(policies));
    assertThat(evaluation.verdicts())
        .extracting(PolicyVerdict::reason)
        .containsExactly(Reason.NotConfirmed);
    assertThat(opened).isEmpty();
  }

  @Test
  void ofWhatIsDeployedIsOpenedWhatAnExistenceConditionAsksFor() {
    // Given
    PolicySet policies =
        Samples.policies(DEPLOYING_IF_IT_IS_SUSPENDED, Samples.deploying("a", "", ""));
    Ship ship = new Ship().written("other", "{}").obeying(policies);
    // When
    Evaluation evaluation = evaluated(ship, policies);
    // Then
    assertThat(evaluation).isEqualTo(ship.evaluated(policies));
    assertThat(evaluation.verdicts())
        .extracting(PolicyVerdict::reason)
        .containsExactly(Reason.ConditionFails);
    assertThat(opened).containsExactly("base");
  }

  @Test
  void eachIsOpenedOnceHoweverManyPoliciesAskForIt() {
    // Given
    PolicySet policies =
        Samples.policies(
            auditing("one", "http://*"),
            auditing("two", "https://*"),
            Samples.assignment("a", "one", "{}"),
            Samples.assignment("b", "two", "{}"));
    Ship ship =
        new Ship()
            .written("plain", "{'gitRepository': {'url': 'http://git'}}")
            .written("safe", "{'gitRepository': {'url': 'https://git'}}");
    // When
    Evaluation evaluation = evaluated(ship, policies);
    // Then
    assertThat(evaluation).isEqualTo(ship.evaluated(policies));
    assertThat(evaluation.verdicts()).hasSize(4);
    assertThat(opened).containsExactlyInAnyOrder("plain", "safe");
  }

  @Test
  void nothingIsOpenedToWithdrawIt() {
    // Given
    PolicySet before =
        Samples.policies(
            Samples.deploy(),
            Samples.deploying("a", "", "'metadata': {'fairlead': {'onUnassign': 'remove'}}"));
    Ship ship = new Ship().obeying(before);
    // When
    Evaluation evaluation = evaluated(ship, Samples.policies(Samples.deploy()));
    // Then
    assertThat(evaluation.deployments()).hasSize(1);
    assertThat(opened).isEmpty();
  }

  @Test
  void whatCannotBeOpenedEndsTheEvaluationThatAsksForIt() {
    // Given
    KnownCluster open = new Ship().written("x", "{}").known();
    KnownConfiguration broken =
        new KnownConfiguration(
            open.configurations().getFirst().head(), this::broken, Heard.NOTHING);
    KnownCluster cluster = new KnownCluster(open.cluster(), List.of(broken));
    PolicySet policies =
        Samples.policies(auditing("one", "http://*"), Samples.assignment("a", "one", "{}"));
    // When
    assertThatThrownBy(() -> Evaluator.evaluate(policies, cluster, Samples.NOW))
        // Then
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot be opened");
  }

  private JsonNode broken() {
    throw new IllegalStateException("cannot be opened");
  }
}

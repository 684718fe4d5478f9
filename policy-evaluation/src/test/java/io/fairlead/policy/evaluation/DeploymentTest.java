package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action.Write;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What one policy that deploys wants of one cluster.
class DeploymentTest {
  private static final PolicySet BASE = Samples.assigned(Samples.deploy());

  private static Write write(Evaluation evaluation) {
    return (Write) evaluation.deployments().getFirst().action();
  }

  private static void asksNothing(Evaluation evaluation, Reason why) {
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts()).extracting(PolicyVerdict::reason).containsExactly(why);
  }

  private static void isNotEvaluated(Evaluation evaluation, String why) {
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.compliance()).isEqualTo(PolicyCompliance.Unknown);
              assertThat(verdict.reason()).isEqualTo(Reason.NotEvaluated);
              assertThat(verdict.message()).contains(why);
            });
  }

  @Test
  void whatIsMissingIsWritten() {
    // Given
    Ship ship = new Ship();
    // When
    Evaluation evaluation = ship.evaluated(BASE);
    // Then
    assertThat(evaluation.deployments())
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.configuration()).isEqualTo(Ship.configuration("base"));
              Deployment.Basis basis = deployment.basis();
              assertThat(basis.assignment()).isEqualTo(Samples.assignmentId("a"));
              assertThat(basis.assignmentGeneration()).isEqualTo(1);
              assertThat(basis.clusterGeneration()).isEqualTo(3);
              assertThat(basis.epoch()).isEqualTo(Samples.EPOCH);
              assertThat(basis.reference()).isEmpty();
            });
    assertThat(evaluation.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.compliance()).isEqualTo(PolicyCompliance.Unknown);
              assertThat(verdict.reason()).isEqualTo(Reason.Deploying);
              assertThat(verdict.effect()).isEqualTo("deployIfNotExists");
              assertThat(verdict.deployed())
                  .singleElement()
                  .satisfies(
                      deployed ->
                          assertThat(deployed.digest()).isEqualTo(write(evaluation).digest()));
            });
  }

  @Test
  void nullsAreLeftOut() {
    // When
    Write write = write(new Ship().evaluated(BASE));
    // Then
    assertThat(write.properties())
        .isEqualTo(
            Samples.json(
                "{'gitRepository': {'repositoryRef': {'branch': 'main'}, 'url': 'https://git.example/base'}}"));
  }

  @Test
  void aNullAndNothingAreTheSame() {
    // Given
    PolicySet without =
        Samples.assigned(
            Samples.deploy("deploy", "'branch': 'main', 'tag': null", "'branch': 'main'"));
    // When
    Write write = write(new Ship().evaluated(without));
    // Then
    assertThat(write.digest()).isEqualTo(write(new Ship().evaluated(BASE)).digest());
  }

  @Test
  void theDigestIsLowerCaseHexadecimal() {
    // When
    Write write = write(new Ship().evaluated(BASE));
    // Then
    assertThat(write.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void onceWrittenNothingIsAskedAgain() {
    // Given
    Ship ship = new Ship().obeying(BASE);
    // When
    Evaluation evaluation = ship.evaluated(BASE);
    // Then
    asksNothing(evaluation, Reason.NotConfirmed);
  }

  @Test
  void whatSomebodyElseChangedIsWrittenAgain() {
    // Given
    Ship ship = new Ship().obeying(BASE).written("base", "{'gitRepository': {'url': 'x'}}");
    // When
    Evaluation evaluation = ship.evaluated(BASE);
    // Then
    assertThat(evaluation.deployments()).hasSize(1);
    assertThat(ship.doing(evaluation.deployments()).state("base").properties().toString())
        .contains("https://git.example/base");
  }

  @Test
  void whatSomebodyWroteUnderThatNameIsTakenOver() {
    // Given
    Ship ship = new Ship().written("base", "{'gitRepository': {'url': 'x'}}");
    // When
    List<Deployment> deployments = ship.evaluated(BASE).deployments();
    // Then
    assertThat(deployments).hasSize(1);
  }

  @Test
  void aLookAlikeUnderAnotherNameDoesNotCount() {
    // Given
    Ship ship =
        new Ship()
            .written(
                "other",
                "{'gitRepository': {'url': 'https://git.example/base', 'repositoryRef': {'branch': 'main'}}}");
    // When
    List<Deployment> deployments = ship.evaluated(BASE).deployments();
    // Then
    assertThat(deployments)
        .extracting(Deployment::configuration)
        .containsExactly(Ship.configuration("base"));
  }

  @Test
  void otherParametersAreWritten() {
    // Given
    Ship ship = new Ship().obeying(BASE);
    PolicySet changed =
        Samples.policies(Samples.deploy(), Samples.deploying("a", "'url': 'https://new'", ""));
    // When
    ship.obeying(changed);
    // Then
    assertThat(ship.state("base").properties().at("/gitRepository/url").asText())
        .isEqualTo("https://new");
    assertThat(ship.evaluated(changed).deployments()).isEmpty();
  }

  @Test
  void anotherConsequenceOfUnassigningIsWritten() {
    // Given
    Ship ship = new Ship().obeying(BASE);
    PolicySet removing =
        Samples.policies(Samples.deploy(), Samples.deploying("a", "", Samples.removing()));
    // When
    Write write = write(ship.evaluated(removing));
    // Then
    assertThat(write.onUnassign()).isEqualTo(OnUnassign.Remove);
  }

  @Test
  void anotherIncarnationOfTheAssignmentTakesOver() {
    // Given
    Ship ship = new Ship().obeying(BASE);
    var again = Samples.again(Samples.deploying("a", "", ""));
    long generation = ship.state("base").generation();
    // When
    ship.obeying(Samples.policies(Samples.deploy(), again));
    // Then
    assertThat(ship.manager("base").assignmentUid()).isEqualTo(again.uid());
    assertThat(ship.state("base").generation()).isEqualTo(generation);
  }

  @Test
  void whatIsBeingDeletedIsWrittenWhenItIsGone() {
    // Given
    Ship ship = new Ship().obeying(BASE).deleting("base");
    // When
    Evaluation leaving = ship.evaluated(BASE);
    // Then
    assertThat(leaving.deployments()).isEmpty();
    assertThat(leaving.verdicts().getFirst().reason()).isEqualTo(Reason.BeingDeleted);
    assertThat(ship.gone("base").evaluated(BASE).deployments()).hasSize(1);
  }

  @Test
  void thePresentTimeOfATemplateIsThatOfTheAssignment() {
    // Given
    PolicySet policies =
        Samples.assigned(
            Samples.definition(
                "deploy",
                Samples.DEPLOY
                    .replace(
                        "'cluster': {'type': 'string'}}",
                        "'cluster': {'type': 'string'}, 'at': {'type': 'string', 'defaultValue': \"[utcNow('yyyy-MM-dd')]\"}}")
                    .replace("'branch': 'main'", "'branch': \"[parameters('at')]\"")));
    // When
    Write write = write(new Ship().evaluated(policies));
    // Then
    assertThat(write.properties().at("/gitRepository/repositoryRef/branch").asText())
        .isEqualTo("2026-11-01");
  }

  @Test
  void secretsAreNamedWithTheirPlaces() {
    // Given
    PolicySet policies =
        Samples.assigned(
            Samples.definition(
                "deploy",
                Samples.DEPLOY
                    .replace(
                        "'cluster': {'type': 'string'}}",
                        "'cluster': {'type': 'string'}, 'key': {'type': 'securestring'}}")
                    .replace(
                        "'cluster': {'value': \"[field('name')]\"}}",
                        "'cluster': {'value': \"[field('name')]\"}, 'key': {'reference': {'keyVault': {'id': '/a/vaults/v'}, 'secretName': 'git'}}}")
                    .replace(
                        "'repositoryRef': {'branch': 'main', 'tag': null}}}",
                        "'repositoryRef': {'branch': 'main', 'tag': null}}, 'configurationProtectedSettings': {'httpsKey': \"[parameters('key')]\"}}")));
    // When
    Write write = write(new Ship().evaluated(policies));
    // Then
    assertThat(write.secrets())
        .containsExactly(
            new Deployment.SecretPlace(
                "/configurationProtectedSettings/httpsKey", "v", "git", null));
    assertThat(write.digest()).isNotEqualTo(write(new Ship().evaluated(BASE)).digest());
  }

  @Test
  void anotherTypeThanAConfigurationIsNotEvaluated() {
    // Given
    PolicySet policies =
        Samples.assigned(
            Samples.deploy(
                "deploy",
                "'type': 'Microsoft.KubernetesConfiguration/fluxConfigurations',\n             'apiVersion'",
                "'type': 'Microsoft.KubernetesConfiguration/extensions',\n             'apiVersion'"));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    isNotEvaluated(evaluation, "'Microsoft.KubernetesConfiguration/extensions'");
  }

  @Test
  void whatIsTooLargeIsNotEvaluated() {
    // Given
    PolicySet policies =
        Samples.policies(
            Samples.deploy(
                "deploy",
                "'branch': 'main'",
                "'a': \"[parameters('url')]\", 'b': \"[parameters('url')]\""),
            Samples.deploying("a", "'url': '" + "x".repeat(100 * 1024) + "'", ""));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    isNotEvaluated(evaluation, "at most 262144");
  }

  @Test
  void whatIsDeployedTwiceIsNotEvaluated() {
    // Given
    PolicySet policies =
        Samples.assigned(
            Samples.deploy(
                "deploy", "'apiVersion'", "'copy': {'name': 'c', 'count': 2}, 'apiVersion'"));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    isNotEvaluated(evaluation, "twice");
  }

  @Test
  void tooManyConfigurationsAreNotEvaluated() {
    // Given
    PolicySet policies =
        Samples.assigned(
            Samples.definition(
                "deploy",
                Samples.DEPLOY
                    .replace("'apiVersion'", "'copy': {'name': 'c', 'count': 101}, 'apiVersion'")
                    .replace(
                        "'name': \"[parameters('name')]\"",
                        "'name': \"[concat('c', copyIndex())]\"")));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    isNotEvaluated(evaluation, "at most 100");
  }

  @Test
  void aDecisionIsAsOldAsTheOldestThingItRestsOn() {
    // Given
    var definition = Samples.deploy();
    PolicySet policies =
        Samples.assigned(
            new PolicyState(
                definition.id(),
                definition.uid(),
                definition.generation(),
                Samples.EPOCH - 1,
                definition.properties(),
                definition.changedAt()));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    assertThat(evaluation.deployments().getFirst().basis().epoch()).isEqualTo(Samples.EPOCH - 1);
    assertThat(evaluation.verdicts().getFirst().epoch()).isEqualTo(Samples.EPOCH - 1);
  }

  @Test
  void anotherClusterIsNotDeployedTo() {
    // Given
    PolicySet policies =
        Samples.assigned(Samples.deploy("deploy", "\"[field('name')]\"", "'ship-2'"));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    isNotEvaluated(evaluation, "not of the cluster");
  }

  @Test
  void whatIsNotEnforcedIsOnlyCompared() {
    // Given
    PolicySet policies =
        Samples.policies(
            Samples.deploy(), Samples.deploying("a", "", "'enforcementMode': 'DoNotEnforce'"));
    // When
    Evaluation missing = new Ship().evaluated(policies);
    Evaluation different = new Ship().written("base", "{}").evaluated(policies);
    Evaluation same =
        new Ship().obeying(BASE).reports("base", Compliance.Compliant).evaluated(policies);
    // Then
    assertThat(List.of(missing, different, same))
        .allSatisfy(evaluation -> assertThat(evaluation.deployments()).isEmpty())
        .extracting(evaluation -> evaluation.verdicts().getFirst().reason())
        .containsExactly(Reason.Missing, Reason.Different, Reason.Confirmed);
  }

  @Test
  void whatIsAsDeployedMayStillFailTheExistenceCondition() {
    // Given
    PolicySet policies =
        Samples.assigned(
            Samples.deploy(
                "deploy",
                "'roleDefinitionIds'",
                "'existenceCondition': {'field': 'Microsoft.KubernetesConfiguration/fluxConfigurations/complianceState', 'equals': 'Compliant'}, 'roleDefinitionIds'"));
    Ship ship = new Ship().obeying(policies);
    // When
    Reason before = ship.evaluated(policies).verdicts().getFirst().reason();
    Reason after =
        ship.reports("base", Compliance.Compliant)
            .evaluated(policies)
            .verdicts()
            .getFirst()
            .reason();
    // Then
    assertThat(before).isEqualTo(Reason.ConditionFails);
    assertThat(after).isEqualTo(Reason.Confirmed);
    assertThat(ship.evaluated(policies).deployments()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', NotConfirmed", "--git-branch=main, NotConfirmed", "--other, ConditionFails"})
  void whatTheStoreMakesOfValuesFailsNoExistenceCondition(String wanted, Reason expected) {
    // Given
    String condition =
        "'existenceCondition': {'field': 'Microsoft.KubernetesConfiguration/sourceControlConfigurations/operatorParams', 'equals': '%s'}, 'roleDefinitionIds'"
            .formatted(wanted);
    String given = wanted.equals("--other") ? "" : wanted;
    PolicySet policies =
        Samples.assigned(
            Samples.definition(
                "deploy",
                Samples.DEPLOY
                    .replace("fluxConfigurations", "sourceControlConfigurations")
                    .replace("'roleDefinitionIds'", condition)
                    .replace(
                        "'gitRepository'", "'operatorParams': '" + given + "', 'gitRepository'")));
    Ship ship = new Ship().obeying(policies);
    // When
    Evaluation evaluation = ship.evaluated(policies);
    // Then
    asksNothing(evaluation, expected);
  }

  @Test
  void aPolicyThatDeploysNothingIsSatisfied() {
    // Given
    PolicySet policies =
        Samples.assigned(
            Samples.deploy("deploy", "'apiVersion'", "'condition': false, 'apiVersion'"));
    // When
    Evaluation evaluation = new Ship().evaluated(policies);
    // Then
    asksNothing(evaluation, Reason.Satisfied);
  }

  @Test
  void aDeploymentForAConfigurationIsNotEvaluated() {
    // Given
    PolicySet policies =
        Samples.assigned(
            Samples.definition(
                "deploy",
                Samples.DEPLOY
                    .replace("'mode': 'Indexed'", "'mode': 'All'")
                    .replace(
                        "'equals': 'Microsoft.Kubernetes/connectedClusters'",
                        "'like': '*/fluxConfigurations'")));
    // When
    Evaluation evaluation = new Ship().written("x", "{}").evaluated(policies);
    // Then
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.resource()).isEqualTo(Ship.configuration("x"));
              assertThat(verdict.message()).contains("deployments are for clusters");
            });
  }
}

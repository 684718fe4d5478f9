package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Definitions as Azure publishes them, unmodified, where they lie beside the repository.
class PublishedDefinitionsTest {
  /// Tests run in the module's folder.
  private static final Path FOLDER = Path.of("..", "..", "shared/fixtures/policy-definitions");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Deploy-GitOps-Flux2-to-Kubernetes-cluster-no-secrets_DINE | 'configurationName': {'value': 'base'}, 'repositoryUrl': {'value': 'https://git'}, 'repositoryRefBranch': {'value': 'main'}",
        "Deploy-GitOps-Flux2-to-Kubernetes-cluster-HTTPS-secrets_DINE | 'configurationName': {'value': 'base'}, 'repositoryUrl': {'value': 'https://git'}, 'repositoryRefBranch': {'value': 'main'}, 'repositoryHttpsUser': {'value': 'u'}, 'httpsKeyKeyVaultSecretName': {'value': 's'}, 'keyVaultName': {'value': 'v'}",
      })
  void itIsDeployedConfirmedAndCompliantByItsOwnCondition(String name, String parameters)
      throws IOException {
    // Given
    Path file = FOLDER.resolve(name + ".json");
    assumeTrue(Files.exists(file), "the published definitions are not here");
    PolicyState definition =
        Samples.state(
            Samples.definitionId("published"),
            Json.readTree(Files.readAllBytes(file)).path("properties"));
    PolicySet policies =
        Samples.policies(
            definition,
            Samples.assignment("a", "published", "{'parameters': {" + parameters + "}}"));
    Ship ship = new Ship();
    // When
    ship.obeying(policies).reports("base", Compliance.Compliant);
    // Then
    Evaluation evaluation = ship.evaluated(policies);
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.reason()).isEqualTo(Reason.Confirmed);
              assertThat(verdict.deployed().getFirst().configuration())
                  .isEqualTo(Ship.configuration("base"));
            });
  }
}

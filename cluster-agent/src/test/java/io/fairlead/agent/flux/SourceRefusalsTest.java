package io.fairlead.agent.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ManagedKind;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What would only fail in Flux, later and with a message about Flux's objects, is refused at once
/// with one about the property.
class SourceRefusalsTest {
  private static final String GUID = "11111111-2222-3333-4444-555555555555";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'url': 'https://g/x', 'repositoryRef': {} | | gitRepository.repositoryRef
          'url': 'https://g/x' | | gitRepository.repositoryRef
          'repositoryRef': {'branch': 'm'} | | 'gitRepository.url' is required
          'url': 'https://g/x', 'repositoryRef': {'branch': 'm'}, 'httpsUser': 'u' | | 'gitRepository.httpsUser' and the protected setting 'httpsKey' need each other
          'url': 'https://g/x', 'repositoryRef': {'branch': 'm'} | httpsKey | only the latter is there
          'url': 'http://g/x', 'repositoryRef': {'branch': 'm'}, 'httpsUser': 'u' | httpsKey | 'gitRepository.httpsUser' needs an https:// URL
          'url': 'git@git.example.org:x', 'repositoryRef': {'branch': 'm'} | sshPrivateKey | 'gitRepository.sshKnownHosts' is needed: the host keys of git.example.org
          'url': 'https://g/x', 'repositoryRef': {'branch': 'm'}, 'provider': 'GitHub' | | 'gitRepository.localAuthRef'
          'url': 'https://g/x', 'repositoryRef': {'branch': 'm'}, 'provider': 'Gitea' | | 'gitRepository.provider' must be Azure, GitHub or Generic
          'url': 'https://g/x', 'repositoryRef': {'branch': 7} | | 'gitRepository.repositoryRef.branch' must be text
          'url': 'https://g/x', 'repositoryRef': {'branch': 'm'}, 'timeoutInSeconds': 0 | | 'gitRepository.timeoutInSeconds' must be a whole number of seconds
          'url': 'https://g/x', 'repositoryRef': {'branch': 'm'}, 'httpsCACert': '%' | | 'gitRepository.httpsCACert' must be base64
          """)
  void refusesAGitRepositoryThatCannotWork(String source, String secret, String message) {
    // Given
    Configuration configuration = Given.properties("'gitRepository': {" + source + "}");
    Inputs inputs = secret == null ? Inputs.NONE : Given.secret(secret, "x");
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(configuration, inputs))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'url': 'http://s/', 'bucketName': 'b', 'insecure': false | | 'bucket.url' begins with http://, which needs 'bucket.insecure'
          'url': 'https://s/b', 'bucketName': 'b' | | 'bucket.bucketName'
          'url': 'https://s' | | 'bucket.bucketName' is required
          'url': 'https://s', 'bucketName': 'b', 'accessKey': 'k' | | 'bucket.accessKey' and the protected setting 'bucketSecretKey' need each other
          'url': 'https://s', 'bucketName': 'b' | bucketSecretKey | only the latter is there
          """)
  void refusesABucketThatCannotWork(String source, String secret, String message) {
    // Given
    Configuration configuration =
        Given.properties("'sourceKind': 'Bucket', 'bucket': {" + source + "}");
    Inputs inputs = secret == null ? Inputs.NONE : Given.secret(secret, "x");
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(configuration, inputs))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'servicePrincipal': {'clientId': '1', 'tenantId': '2'} | | 'azureBlob.servicePrincipal' must have either
          'servicePrincipal': {'clientId': '1'} | | 'azureBlob.servicePrincipal.tenantId' is required
          'servicePrincipal': {'clientId': '1', 'tenantId': '2'} | azureBlob.servicePrincipal.clientCertificate | 'azureBlob.servicePrincipal.clientCertificate' must be PEM
          'managedIdentity': {'clientId': '1'} | azureBlob.accountKey | managedIdentity, accountKey
          'localAuthRef': 'x' | azureBlob.sasToken | localAuthRef, sasToken
          """)
  void refusesAContainerThatCannotBeLoggedInTo(String source, String secret, String message) {
    // Given
    Configuration configuration =
        Given.properties(
            "'sourceKind': 'AzureBlob', 'azureBlob':"
                + " {'url': 'https://b', 'containerName': 'c', "
                + source
                + "}");
    Inputs inputs = secret == null ? Inputs.NONE : Given.secret(secret, "x");
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(configuration, inputs))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'verify': {'provider': 'notation'} | | 'ociRepository.verify.verificationConfig' is needed
          'verify': {'provider': 'cosign', 'verificationConfig': {'a/b': 'YQ=='}} | | 'ociRepository.verify.verificationConfig.a/b' cannot be a key
          'verify': {'provider': 'cosign', 'matchOidcIdentity': [{'issuer': 'i'}]} | | 'ociRepository.verify.matchOidcIdentity[0].subject' is required
          'insecure': false | ociRepository.tlsConfig.privateKey | 'ociRepository.tlsConfig' must have both
          """)
  void refusesARegistryThatCannotWork(String source, String secret, String message) {
    // Given
    Configuration configuration =
        Given.properties(
            "'sourceKind': 'OCIRepository', 'ociRepository': {'url': 'oci://r/x', " + source + "}");
    Inputs inputs = secret == null ? Inputs.NONE : Given.secret(secret, "x");
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(configuration, inputs))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'sourceKind': 'Bucket', 'gitRepository': {} | 'sourceKind' is Bucket, which needs 'bucket'
          'sourceKind': 'HelmRepository' | 'sourceKind' must be GitRepository, Bucket
          'sourceKind': 'Bucket', 'bucket': 'x' | 'bucket' must be an object
          'scope': 'tenant' | 'scope' must be cluster or namespace
          'suspend': 'no' | 'suspend' must be true or false
          'kustomizations': [] | 'kustomizations' must be an object
          'kustomizations': {'a': {'dependsOn': 'b'}} | 'kustomizations.a.dependsOn' must be a list
          """)
  void refusesPropertiesOfTheWrongForm(String properties, String message) {
    // Given
    Configuration configuration =
        Given.properties(
            properties.contains("source") ? properties : Given.GIT + ", " + properties);
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(configuration, Inputs.NONE))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void takesAClientCertificateThatIsNoTextInBase64() {
    // Given
    String pkcs12 = Base64.getEncoder().encodeToString(new byte[] {0x30, (byte) 0x82, 0, 1});
    Configuration configuration =
        Given.properties(
            ("'sourceKind': 'AzureBlob', 'azureBlob': {'url': 'https://b', 'containerName': 'c',"
                    + " 'servicePrincipal': {'clientId': '%s', 'tenantId': '%s'}}")
                .formatted(GUID, GUID));
    Inputs inputs =
        new Inputs(Map.of("azureBlob.servicePrincipal.clientCertificate", pkcs12), null);
    // When
    var objects = FluxObjects.of(configuration, inputs);
    // Then
    assertThat(
            Given.only(objects, ManagedKind.Secret).body().at("/data/clientCertificate").asText())
        .isEqualTo(pkcs12);
  }

  @ParameterizedTest
  @CsvSource({
    "oci://example.azurecr.io/x, azure",
    "oci://registry.example.org/x, azure",
    "oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/x, aws",
    "oci://public.ecr.aws/x/y, aws",
    "oci://europe-docker.pkg.dev/p/x, gcp",
    "oci://eu.gcr.io/p/x, gcp",
    "oci://notgcr.io/p/x, azure"
  })
  void takesTheWorkloadIdentityOfTheCloudThatTheRegistryBelongsTo(String url, String provider) {
    // Given
    Configuration configuration =
        Given.properties(
            "'sourceKind': 'OCIRepository', 'ociRepository': {'url': '%s', 'useWorkloadIdentity': true}"
                .formatted(url));
    // When
    var objects = FluxObjects.of(configuration, Inputs.NONE);
    // Then
    assertThat(Given.spec(objects, ManagedKind.OCIRepository).path("provider").asText())
        .isEqualTo(provider);
  }
}

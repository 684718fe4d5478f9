package io.fairlead.agent.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ManagedKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FluxObjectsTest {
  private static final String SSH =
      "'gitRepository': {'url': 'git@github.com:x/y', 'repositoryRef': {'branch': 'main'}";

  @Test
  void putsWhatIsNeededBeforeWhatNeedsIt() {
    // Given
    Configuration configuration =
        Given.properties(
            "'namespace': 'team', "
                + SSH
                + "}, 'kustomizations': {'apps': {'dependsOn': ['infra']}, 'infra': {}}");
    // When
    List<DesiredObject> objects = FluxObjects.of(configuration, Given.key());
    // Then
    assertThat(objects.stream().map(object -> object.ref().toString()))
        .containsExactly(
            "ServiceAccount team/fairlead-base",
            "ClusterRoleBinding fairlead-flux-base-1a2b3c",
            "Secret team/base-auth",
            "GitRepository team/base",
            "Kustomization team/base-infra",
            "Kustomization team/base-apps");
  }

  @Test
  void givesRightsInItsNamespaceOnlyWhereTheScopeIsNamespace() {
    // Given
    Configuration configuration =
        Given.properties("'scope': 'namespace', 'namespace': 'team', " + Given.GIT);
    // When
    List<DesiredObject> objects = FluxObjects.of(configuration, Inputs.NONE);
    // Then
    assertThat(objects.stream().map(object -> object.ref().toString()))
        .containsExactly(
            "ServiceAccount team/fairlead-base",
            "RoleBinding team/fairlead-base",
            "GitRepository team/base");
  }

  @Test
  void fillsInWhatAzureDocumentsWhereTheHubSaysNothing() {
    // Given
    Configuration configuration =
        Given.properties(Given.GIT + ", 'kustomizations': {'apps': {'path': ''}}");
    // When
    List<DesiredObject> objects = FluxObjects.of(configuration, Inputs.NONE);
    // Then
    JsonNode source = Given.spec(objects, ManagedKind.GitRepository);
    JsonNode kustomization = Given.spec(objects, ManagedKind.Kustomization);
    assertThat(source)
        .isEqualTo(
            Given.json(
                "{'interval': '10m0s', 'timeout': '10m0s', 'suspend': false,"
                    + " 'url': 'https://git.example.org/x', 'ref': {'branch': 'main'}}"));
    assertThat(kustomization)
        .isEqualTo(
            Given.json(
                "{'interval': '10m0s', 'retryInterval': '10m0s', 'timeout': '10m0s',"
                    + " 'path': './', 'prune': false, 'force': false, 'wait': true,"
                    + " 'suspend': false, 'serviceAccountName': 'fairlead-base',"
                    + " 'sourceRef': {'kind': 'GitRepository', 'name': 'base'}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "git@github.com:x/y, '', '', true",
    "ssh://git@git.example.org/x, '', '', true",
    "ssh://git@git.example.org/x, ', \"localAuthRef\": \"x\"', '', false",
    "ssh://git@git.example.org/x, '', sshPrivateKey, false",
    "https://git.example.org/x, '', '', false",
    "http://git.example.org/x, '', '', false"
  })
  void needsAKeyForSshWhereNobodyGaveOne(String url, String more, String given, boolean needed) {
    // Given
    Configuration configuration =
        Given.properties("'gitRepository': {'url': '%s'%s}".formatted(url, more));
    Inputs inputs = given.isEmpty() ? Inputs.NONE : Given.secret(given, "x");
    // When, Then
    assertThat(FluxObjects.needsKey(configuration, inputs)).isEqualTo(needed);
  }

  @Test
  void needsNoKeyForOtherSources() {
    // Given
    Configuration bucket = Given.properties("'sourceKind': 'Bucket', 'bucket': {}");
    // When, Then
    assertThat(FluxObjects.needsKey(bucket, Inputs.NONE)).isFalse();
  }

  @Test
  void doesNotRenderWithoutTheKeyThatIsNeeded() {
    // Given
    Configuration configuration = Given.properties(SSH + "}");
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(configuration, Inputs.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gitRepository");
  }

  @Test
  void putsAnotherSecretIntoTheSameObject() {
    // Given
    Configuration configuration = Given.properties(SSH + "}");
    // When
    DesiredObject first =
        Given.only(
            FluxObjects.of(configuration, Given.secret("sshPrivateKey", "1\n")),
            ManagedKind.Secret);
    DesiredObject second =
        Given.only(
            FluxObjects.of(configuration, Given.secret("sshPrivateKey", "2\n")),
            ManagedKind.Secret);
    // Then
    assertThat(second.ref()).isEqualTo(first.ref());
    assertThat(identity(second)).isEqualTo("2\n");
  }

  @Test
  void refusesASecretThatNoClusterWouldTake() {
    // Given
    Configuration configuration = Given.properties(SSH + "}");
    Inputs inputs = Given.secret("sshPrivateKey", "x".repeat(1024 * 1024));
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(configuration, inputs))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("Secret default/base-auth")
        .hasMessageContaining("1048576");
  }

  @ParameterizedTest
  @CsvSource({"a..b", "a.-b", "a-.b"})
  void refusesANameThatNoObjectCanHave(String name) {
    // Given
    Configuration configuration = Given.named(name, Given.json("{" + Given.GIT + "}"));
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(configuration, Inputs.NONE))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("'%s' cannot be the name of objects", name);
  }

  @Test
  void refusesNamesThatAreTooLongTogether() {
    // Given
    String key = "k".repeat(59);
    Configuration configuration =
        Given.properties(Given.GIT + ", 'kustomizations': {'%s': {}}".formatted(key));
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(configuration, Inputs.NONE))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("63 characters together; at most 62 are allowed");
  }

  private static String identity(DesiredObject secret) {
    byte[] value = Base64.getDecoder().decode(secret.body().at("/data/identity").asText());
    return new String(value, StandardCharsets.UTF_8);
  }
}

package io.fairlead.agent.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.contract.flux.AdditionRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AdditionsTest {
  private static final String BUCKET = "'url': 'https://s3.example.org', 'bucketName': 'b'";
  private static final String BLOB = "'url': 'https://a.example.org', 'containerName': 'c'";

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatAPropertySaysOrWhatUndoesIsolation(String kind, String field, String message) {
    // Given
    Configuration configuration = with(kind, field, "'x'");
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(configuration, Inputs.NONE))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageStartingWith("'%s' is not allowed: ", message);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
            "gitRepository: url ref secretRef provider interval timeout suspend accessFrom",
            "bucket: endpoint bucketName insecure secretRef interval timeout suspend accessFrom",
            "azureBlob: endpoint bucketName insecure provider secretRef interval timeout suspend",
            "ociRepository: url ref layerSelector verify insecure provider serviceAccountName"
                + " secretRef certSecretRef interval timeout suspend",
            "kustomizations.apps: interval retryInterval timeout path prune force wait dependsOn"
                + " postBuild suspend sourceRef serviceAccountName")
        .flatMap(
            line -> {
              String part = line.substring(0, line.indexOf(':'));
              return Stream.of(line.substring(part.length() + 2).split(" ", -1))
                  .map(
                      field ->
                          Arguments.of(part, field, part + ".additionalConfigurations." + field));
            });
  }

  @Test
  void refusesOnePartOfAnObjectAndAllowsAnother() {
    // Given
    Configuration tag = with("ociRepository", "ref", "{'tag': 'x'}");
    Configuration filter = with("ociRepository", "ref", "{'semverFilter': 'x'}");
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(tag, Inputs.NONE))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(
            "'ociRepository.additionalConfigurations.ref.tag' is not allowed: 'repositoryRef'"
                + " beside it says it.");
    assertThatCode(() -> FluxObjects.of(filter, Inputs.NONE)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          kubeConfig | {'secretRef': {'name': 'x'}} | .kubeConfig' is not allowed
          targetNamespace | 'kube-system' | .targetNamespace' must be default
          """)
  void keepsAConfigurationOfANamespaceInIt(String field, String value, String message) {
    // Given
    Configuration here = scoped("namespace", field, value);
    Configuration everywhere = scoped("cluster", field, value);
    // When, Then
    assertThatThrownBy(() -> FluxObjects.of(here, Inputs.NONE))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("kustomizations.apps.additionalConfigurations" + message)
        .hasMessageContaining("'scope' is namespace");
    assertThatCode(() -> FluxObjects.of(everywhere, Inputs.NONE)).doesNotThrowAnyException();
  }

  @Test
  void mergesObjectsFieldByFieldAndEverythingElseAsAWhole() {
    // Given
    ObjectNode spec = Given.json("{'a': {'kept': 1, 'list': [1, 2]}, 'b': 1}");
    JsonNode part =
        Given.json(
            "{'additionalConfigurations':"
                + " {'a': {'new': {'deep': true}, 'list': [3]}, 'b': {'x': 1}, 'none': null}}");
    // When
    Additions.add(spec, Block.of(part), AdditionRules.OF_KUSTOMIZATION);
    // Then
    assertThat(spec)
        .isEqualTo(
            Given.json("{'a': {'kept': 1, 'list': [3], 'new': {'deep': true}}, 'b': {'x': 1}}"));
  }

  @Test
  void leavesThePropertiesAsTheyWere() {
    // Given
    Configuration configuration = with("gitRepository", "include", "[{'fromPath': 'x'}]");
    JsonNode before = configuration.properties().deepCopy();
    // When
    FluxObjects.of(configuration, Inputs.NONE);
    // Then
    assertThat(configuration.properties()).isEqualTo(before);
  }

  private static Configuration scoped(String scope, String field, String value) {
    return Given.properties(
        "'scope': '%s', %s, 'kustomizations': {'apps': %s}"
            .formatted(scope, Given.GIT, "{" + additional(field, value) + "}"));
  }

  private static Configuration with(String part, String field, String value) {
    String more = additional(field, value);
    return Given.properties(
        switch (part) {
          case "gitRepository" ->
              Given.GIT.substring(0, Given.GIT.length() - 1) + ", " + more + "}";
          case "bucket" -> "'sourceKind': 'Bucket', 'bucket': {%s, %s}".formatted(BUCKET, more);
          case "azureBlob" ->
              "'sourceKind': 'AzureBlob', 'azureBlob': {%s, %s}".formatted(BLOB, more);
          case "ociRepository" ->
              "'sourceKind': 'OCIRepository', 'ociRepository': {'url': 'oci://r.example.org/x', %s}"
                  .formatted(more);
          case "kustomizations.apps" ->
              "%s, 'kustomizations': {'apps': {%s}}".formatted(Given.GIT, more);
          default -> throw new IllegalArgumentException(part);
        });
  }

  private static String additional(String field, String value) {
    return "'additionalConfigurations': {'%s': %s}".formatted(field, value);
  }
}

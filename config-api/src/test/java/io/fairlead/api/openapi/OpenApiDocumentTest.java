package io.fairlead.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.FakeDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class OpenApiDocumentTest {
  private static final Set<String> METHODS = Set.of("get", "put", "patch", "delete", "post");

  private final JsonNode document = fetch();

  private static JsonNode fetch() {
    try (var api = ApiUnderTest.over(new FakeDatabase())) {
      return api.call("GET", "/openapi").version("").header("Authorization", "none").send().json();
    }
  }

  private List<JsonNode> operations() {
    List<JsonNode> all = new ArrayList<>();
    document
        .path("paths")
        .forEach(
            item ->
                item.properties().stream()
                    .filter(entry -> METHODS.contains(entry.getKey()))
                    .forEach(entry -> all.add(entry.getValue())));
    return all;
  }

  @Test
  void itNeedsNoTokenAndNamesItsVersion() {
    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.at("/info/title").asText()).isEqualTo("Fairlead");
    assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
        .isEqualTo("bearer");
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void everyParameterOfAPathIsDeclaredAndNoOther() {
    document
        .path("paths")
        .properties()
        .forEach(
            path -> {
              List<String> inPath = new ArrayList<>();
              Matcher braces = Pattern.compile("\\{(\\w+)\\}").matcher(path.getKey());
              while (braces.find()) {
                inPath.add(braces.group(1));
              }
              assertThat(path.getValue().path("parameters").findValuesAsText("name"))
                  .as(path.getKey())
                  .containsExactlyElementsOf(inPath);
            });
  }

  @Test
  void everyOperationHasAnIdOfItsOwnAnApiVersionAndAnErrorAnswer() {
    List<String> ids = new ArrayList<>();
    assertThat(operations())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            operation -> {
              ids.add(operation.path("operationId").asText());
              assertThat(operation.path("parameters").findValuesAsText("name"))
                  .doesNotHaveDuplicates()
                  .contains("api-version");
              assertThat(operation.at("/responses/default/content")).isNotEmpty();
              assertThat(operation.path("responses").size()).isGreaterThan(1);
            });
    assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void longRunningOperationsSayWhereTheyArePolled() {
    var put =
        operations().stream()
            .filter(
                o -> o.path("operationId").asText().endsWith("FluxConfigurations_CreateOrUpdate"))
            .findFirst()
            .orElseThrow();

    assertThat(put.at("/responses/201/headers").has("Azure-AsyncOperation")).isTrue();
    assertThat(put.at("/responses/201/headers").has("ETag")).isTrue();
    assertThat(put.at("/requestBody/content/application~1json/schema/$ref").asText())
        .isEqualTo("#/components/schemas/FluxConfiguration");
  }

  @Test
  void whatIsDescribedIsWhatIsDone() {
    JsonNode patch =
        operations().stream()
            .filter(o -> o.path("operationId").asText().endsWith("FluxConfigurations_Update"))
            .findFirst()
            .orElseThrow();
    JsonNode legacy =
        document.at(
            "/components/schemas/SourceControlConfigurationProperties/properties"
                + "/configurationProtectedSettings");

    assertThat(patch.at("/requestBody/content").has("application/merge-patch+json")).isTrue();
    assertThat(patch.path("parameters").findValuesAsText("name"))
        .contains("If-Match", "If-None-Match");
    assertThat(legacy.has("writeOnly")).isFalse();
    assertThat(
            document
                .at(
                    "/components/schemas/SourceControlProtectedSettings/properties/httpsKey"
                        + "/writeOnly")
                .asBoolean())
        .isTrue();
  }

  @Test
  void whatMayHaveNothingToSayIsDeclaredSo() {
    for (String property :
        List.of(
            "ClusterPreview/properties/lastConnectivityTime",
            "ConfigurationPreview/properties/managedBy",
            "ConfigurationPreview/properties/message",
            "ConfigurationPreview/properties/reason",
            "PolicyState/properties/asOf",
            "PolicyState/properties/lastConnectivityTime",
            "PolicyState/properties/message",
            "PolicyState/properties/policyExemptionId",
            "SummaryResults/properties/nonCompliantPolicies")) {
      JsonNode schema = document.at("/components/schemas/" + property);
      assertThat(schema.path("type").path(1).asText()).as(property).isEqualTo("null");
      assertThat(
              schema.path("enum").isMissingNode()
                  || schema.path("enum").toString().contains("null"))
          .as(property)
          .isTrue();
    }
  }
}

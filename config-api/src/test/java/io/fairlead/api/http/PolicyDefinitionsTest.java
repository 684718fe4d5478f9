package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import io.fairlead.contract.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyDefinitionsTest {
  /// A folder of published definitions, test data that is not part of the project.
  private static final Path PUBLISHED = Path.of("..", "..", "shared/fixtures/policy-definitions");

  private static final String PROVIDER =
      "/subscriptions/" + SUBSCRIPTION + "/providers/Microsoft.Authorization/";
  private static final String DEFINITIONS = PROVIDER + "policyDefinitions";

  private final ApiUnderTest api = ApiUnderTest.over(new FakeDatabase());

  @AfterEach
  void close() {
    api.close();
  }

  private static String definition(String more) {
    return """
    {"properties": {"policyRule": {"if": {"field": "type", "equals": "x"},
    "then": {"effect": "audit"}}%s}}
    """
        .formatted(more);
  }

  private Reply put(String name, String more) {
    return api.put(DEFINITIONS + "/" + name, definition(more));
  }

  private List<String> names(String list) {
    return api.get(list).json().path("value").findValuesAsText("name");
  }

  @Test
  void isAnswered201WithAzuresShapeAlsoWhenItIsReplaced() {
    // When
    Reply created = put("audit", "");
    Reply same = put("audit", "");
    Reply replaced = put("audit", ", \"version\": \"2.1.0\"");

    // Then
    assertThat(List.of(created.status(), same.status(), replaced.status())).containsOnly(201);
    assertThat(same.etag()).isEqualTo(created.etag());
    assertThat(replaced.etag()).isNotEqualTo(created.etag());
    assertThat(created.at("/id")).isEqualTo(DEFINITIONS + "/audit");
    assertThat(created.at("/name")).isEqualTo("audit");
    assertThat(created.at("/type")).isEqualTo("Microsoft.Authorization/policyDefinitions");
    assertThat(created.at("/properties/policyType")).isEqualTo("Custom");
    assertThat(created.at("/properties/mode")).isEqualTo("Indexed");
    assertThat(created.at("/properties/versions/0")).isEqualTo("1.0.0");
    assertThat(replaced.at("/properties/versions/0")).isEqualTo("2.1.0");
    assertThat(created.at("/systemData/createdBy")).isEqualTo("bearer-token");
    assertThat(api.get(DEFINITIONS + "/AUDIT").json()).isEqualTo(replaced.json());
  }

  @Test
  void aRuleIsGivenBackAsItCameToTheLastNull() {
    // Given
    String rule =
        "{\"then\":{\"effect\":\"[concat('au','dit')]\"},"
            + "\"if\":{\"allOf\":[{\"exists\":false, \"value\":null},"
            + "{\"less\":1.5,\"field\":\"type\"}]}}";

    // When
    Reply created =
        api.put(
            DEFINITIONS + "/exact",
            "{\"properties\":{\"metadata\":{\"z\":null,\"a\":1},\"policyRule\":" + rule + "}}");
    JsonNode read = api.get(DEFINITIONS + "/exact").json();

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(read.at("/properties/policyRule").toString()).isEqualTo(rule.replace(", ", ","));
    assertThat(read.at("/properties/metadata").toString()).isEqualTo("{\"z\":null,\"a\":1}");
  }

  @Test
  void publishedDefinitionsAreTakenUnmodifiedAndGivenBackAsTheyAre() throws IOException {
    assumeTrue(Files.isDirectory(PUBLISHED), "no published definitions are here");
    List<Path> files;
    try (Stream<Path> all = Files.list(PUBLISHED)) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      // Given
      byte[] bytes = Files.readAllBytes(file);
      ObjectNode sent = (ObjectNode) Json.readTree(bytes).path("properties");
      String name = Json.readTree(bytes).path("name").asText();

      // When
      Reply created = api.call("PUT", DEFINITIONS + "/" + name).body(bytes).send();
      JsonNode read = api.get(DEFINITIONS + "/" + name).json().path("properties");

      // Then
      assertThat(created.status()).as(created.text()).isEqualTo(201);
      for (String kept :
          List.of("policyRule", "parameters", "metadata", "displayName", "mode", "version")) {
        assertThat(read.path(kept).toString()).isEqualTo(sent.path(kept).toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|properties.policyRule",
        "{\"policyRule\":[]}|properties.policyRule",
        "{\"policyRule\":{\"then\":{\"effect\":\"audit\"}}}|properties.policyRule.if",
        "{\"policyRule\":{\"if\":{}}}|properties.policyRule.then",
        "{\"policyRule\":{\"if\":{},\"then\":{}}}|properties.policyRule.then.effect",
        "{\"policyRule\":{\"if\":{},\"then\":{\"effect\":7}}}|properties.policyRule.then.effect",
        "{\"policyRule\":{\"if\":{\"field\":\"type\",\"equal\":\"x\"},"
            + "\"then\":{\"effect\":\"audit\"}}}|properties.policyRule.if.equal",
        "{\"policyRule\":{\"if\":{\"allOf\":[{\"field\":\"type\",\"equals\":\"[concat('a']\"}]},"
            + "\"then\":{\"effect\":\"audit\"}}}|properties.policyRule.if.allOf[0].equals",
        "{\"policyRule\":{\"if\":{\"field\":\"type\",\"equals\":\"x\"},"
            + "\"then\":{\"effect\":\"append\"}}}|properties.policyRule.then.effect",
        "{\"policyRule\":{\"if\":{\"field\":\"type\",\"equals\":\"[parameters('p')]\"},"
            + "\"then\":{\"effect\":\"audit\"}}}|properties.policyRule.if.equals",
        "{\"mode\":\"Microsoft.KeyVault.Data\"}|properties.mode",
        "{\"parameters\":{\"p\":1}}|properties.parameters.p",
        "{\"parameters\":{\"p\":{}}}|properties.parameters.p.type",
        "{\"parameters\":{\"p\":{\"type\":\"secret\"}}}|properties.parameters.p.type",
        "{\"parameters\":{\"p\":{\"type\":\"Integer\",\"defaultValue\":\"7\"}}}"
            + "|properties.parameters.p.defaultValue",
        "{\"parameters\":{\"p\":{\"type\":\"string\",\"allowedValues\":\"a\"}}}"
            + "|properties.parameters.p.allowedValues",
        "{\"parameters\":{\"p\":{\"type\":\"string\",\"allowedValues\":[\"a\",1]}}}"
            + "|properties.parameters.p.allowedValues[1]",
        "{\"parameters\":{\"p\":{\"type\":\"string\",\"allowedValues\":[\"a\"],"
            + "\"defaultValue\":\"A\"}}}|properties.parameters.p.defaultValue",
        "{\"parameters\":{\"p\":{\"type\":\"string\"},\"P\":{\"type\":\"string\"}}}"
            + "|properties.parameters.P",
        "{\"version\":\"1.0\"}|properties.version",
        "{\"unknown\":1}|properties.unknown",
      })
  void whatIsWrongIsNamedByItsPath(String properties, String path) {
    // When
    Reply refused = api.put(DEFINITIONS + "/wrong", "{\"properties\":" + properties + "}");

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("ValidationFailed");
    assertThat(refused.json().at("/error/details").findValuesAsText("target")).contains(path);
    assertThat(api.get(DEFINITIONS + "/wrong").code()).isEqualTo("PolicyDefinitionNotFound");
  }

  @Test
  void limitsAreAzures() {
    // Given
    String many =
        String.join(
            ",",
            IntStream.rangeClosed(1, 21)
                .mapToObj(i -> "\"p" + i + "\":{\"type\":\"string\"}")
                .toList());

    // When
    Reply tooMany = put("many", ", \"parameters\": {" + many + "}");
    Reply tooLarge = put("large", ", \"metadata\": {\"text\": \"" + "x".repeat(512 * 1024) + "\"}");

    // Then
    assertThat(tooMany.text()).contains("at most 20 parameters, found 21");
    assertThat(tooLarge.status()).isEqualTo(400);
    assertThat(tooLarge.text()).contains("at most 524288");
  }

  @Test
  void parametersChangeOnlySoThatAssignmentsStayValid() {
    // Given
    put("params", ", \"parameters\": {\"a\": {\"type\": \"string\"}}");

    // When
    Reply removed = put("params", "");
    Reply retyped = put("params", ", \"parameters\": {\"A\": {\"type\": \"integer\"}}");
    Reply added =
        put(
            "params",
            ", \"parameters\": {\"a\": {\"type\": \"String\"}, \"b\": {\"type\": \"string\"}}");
    Reply withDefault =
        put(
            "params",
            ", \"parameters\": {\"a\": {\"type\": \"string\"},"
                + " \"b\": {\"type\": \"string\", \"defaultValue\": \"x\"}}");

    // Then
    assertThat(List.of(removed.code(), retyped.code(), added.code()))
        .containsOnly("InvalidPolicyParameterUpdate");
    assertThat(withDefault.status()).isEqualTo(201);
  }

  @Test
  void isListedPageByPageAndFiltered() {
    // Given
    IntStream.range(0, 5)
        .forEach(
            i ->
                put(
                    "d" + i,
                    ", \"metadata\": {\"category\": \"%s\"}".formatted(i < 4 ? "Fleet" : "Other")));

    // When
    Reply page = api.get(DEFINITIONS + "?$top=3&$filter=category%20eq%20'fleet'");
    Reply next = api.get(page.at("/nextLink"));

    // Then
    assertThat(page.json().path("value").findValuesAsText("name"))
        .containsExactly("d0", "d1", "d2");
    assertThat(next.json().path("value").findValuesAsText("name")).containsExactly("d3");
    assertThat(next.json().has("nextLink")).isFalse();
    assertThat(names(DEFINITIONS + "?$filter=atExactScope()")).hasSize(5);
    assertThat(names(DEFINITIONS + "?$filter=policyType%20-eq%20Custom")).hasSize(5);
    assertThat(names(DEFINITIONS + "?$filter=policyType%20eq%20'BuiltIn'")).isEmpty();
    assertThat(api.get(DEFINITIONS + "?$filter=name%20eq%20'x'").code())
        .isEqualTo("InvalidQueryParameter");
  }

  @Test
  void aListOfASubscriptionThatDoesNotExistIs404() {
    assertThat(api.get(DEFINITIONS).code()).isEqualTo("SubscriptionNotFound");
    assertThat(api.get(DEFINITIONS + "?$filter=policyType%20eq%20'BuiltIn'").code())
        .isEqualTo("SubscriptionNotFound");
  }

  @Test
  void thereAreNoBuiltInOnes() {
    for (String type : List.of("policyDefinitions", "policySetDefinitions")) {
      String builtIn = "/providers/Microsoft.Authorization/" + type;
      assertThat(api.get(builtIn).json()).hasToString("{\"value\":[]}");
      assertThat(api.get(builtIn + "/any").status()).isEqualTo(404);
    }
  }

  @Test
  void conditionsOnTheETagHold() {
    // Given
    String etag = put("tagged", "").etag();
    put("tagged", ", \"description\": \"changed\"");

    // When
    Reply stale =
        api.call("PUT", DEFINITIONS + "/tagged")
            .header("If-Match", etag)
            .body(definition(""))
            .send();
    Reply notNew =
        api.call("PUT", DEFINITIONS + "/tagged")
            .header("If-None-Match", "*")
            .body(definition(""))
            .send();

    // Then
    assertThat(stale.status()).isEqualTo(412);
    assertThat(notNew.status()).isEqualTo(412);
  }

  @Test
  void whatIsWrongIsSaidOnceAndWithItsOwnCode() {
    // When
    Reply nothing = api.put(DEFINITIONS + "/wrong", "{\"properties\":{}}");
    Reply mode = put("wrong", ", \"mode\": \"Other\"");
    Reply rule =
        api.put(
            DEFINITIONS + "/wrong",
            "{\"properties\":{\"policyRule\":{\"if\":7,\"else\":{}},"
                + "\"parameters\":{\"p\":{\"type\":\"Integer\",\"defaultValue\":\"1\"},\"P\":{}}}}");

    // Then
    assertThat(nothing.json().at("/error/details").findValuesAsText("code"))
        .containsExactly("MissingProperty");
    assertThat(mode.json().at("/error/details").findValuesAsText("code"))
        .containsExactly("InvalidValue");
    assertThat(rule.json().at("/error/details").findValuesAsText("code"))
        .containsExactly(
            "WrongType", "MissingProperty", "UnknownProperty", "WrongType", "MissingProperty");
  }
}

package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyInitiativesTest {
  private static final String PROVIDER =
      "/subscriptions/" + SUBSCRIPTION + "/providers/Microsoft.Authorization/";
  private static final String DEFINITIONS = PROVIDER + "policyDefinitions";
  private static final String SETS = PROVIDER + "policySetDefinitions";

  private final ApiUnderTest api = ApiUnderTest.over(new FakeDatabase());

  @AfterEach
  void close() {
    api.close();
  }

  private Reply put(String name, String more) {
    return api.put(
        DEFINITIONS + "/" + name,
        """
        {"properties": {"policyRule": {"if": {"field": "type", "equals": "x"},
        "then": {"effect": "audit"}}%s}}
        """
            .formatted(more));
  }

  private static String set(String... names) {
    List<String> entries =
        Stream.of(names)
            .map(name -> "{\"policyDefinitionId\": \"%s/%s\"}".formatted(DEFINITIONS, name))
            .toList();
    return "{\"properties\": {\"policyDefinitions\": [%s]}}".formatted(String.join(",", entries));
  }

  @Test
  void anInitiativeNamesItsEntriesAndSendingItAgainChangesNothing() {
    // Given
    put("one", "");
    put("two", "");

    // When
    Reply created = api.put(SETS + "/both", set("one", "one", "two"));
    Reply again = api.put(SETS + "/both", set("one", "one", "two"));
    Reply whole = api.put(SETS + "/both", api.get(SETS + "/both").text());

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(List.of(again.etag(), whole.etag())).containsOnly(created.etag());
    assertThat(
            created
                .json()
                .at("/properties/policyDefinitions")
                .findValuesAsText("policyDefinitionReferenceId"))
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9]{1,20}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/providers/Microsoft.Authorization/policyDefinitions/built-in|built-in",
        "/subscriptions/00000000-0000-0000-0000-000000000009/providers/Microsoft.Authorization"
            + "/policyDefinitions/one|same subscription",
        "/subscriptions/"
            + SUBSCRIPTION
            + "/providers/Microsoft.Authorization"
            + "/policyDefinitions/nowhere|could not be found",
        "/subscriptions/"
            + SUBSCRIPTION
            + "/providers/Microsoft.Authorization"
            + "/policySetDefinitions/set|id of a policy definition",
        "nonsense|an id such as",
      })
  void anInitiativeRefusesWhatItCannotName(String id, String reason) {
    // Given
    put("one", "");

    // When
    Reply refused =
        api.put(
            SETS + "/wrong",
            "{\"properties\":{\"policyDefinitions\":[{\"policyDefinitionId\":\"%s/one\"},{\"policyDefinitionId\":\"%s\"}]}}"
                .formatted(DEFINITIONS, id));

    // Then
    assertThat(refused.code()).isEqualTo("ValidationFailed");
    assertThat(refused.at("/error/target"))
        .isEqualTo("properties.policyDefinitions[1].policyDefinitionId");
    assertThat(refused.text()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"policyDefinitions\":[]|properties.policyDefinitions",
        "\"policyDefinitions\":[{\"policyDefinitionId\":\"x\",\"policyDefinitionReferenceId\":\"a\"},"
            + "{\"policyDefinitionId\":\"x\",\"policyDefinitionReferenceId\":\"A\"}]"
            + "|properties.policyDefinitions[1].policyDefinitionReferenceId",
        "\"policyDefinitions\":[{\"policyDefinitionId\":\"x\",\"groupNames\":[\"g\"]}]"
            + "|properties.policyDefinitions[0].groupNames[0]",
        "\"policyDefinitions\":[{\"policyDefinitionId\":\"x\",\"parameters\":{\"p\":1}}]"
            + "|properties.policyDefinitions[0].parameters.p.value",
        "\"policyDefinitions\":[{}]|properties.policyDefinitions[0].policyDefinitionId",
        "\"parameters\":{\"p\":{\"type\":\"Text\"}}|properties.parameters.p.type",
      })
  void whatIsWrongWithAnInitiativeIsNamedByItsPath(String properties, String path) {
    // When
    Reply refused = api.put(SETS + "/wrong", "{\"properties\":{" + properties + "}}");

    // Then
    assertThat(refused.code()).isEqualTo("ValidationFailed");
    assertThat(refused.json().at("/error/details").findValuesAsText("target")).contains(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|MissingProperty|p",
        "{\"p\":1}|MissingProperty|p.value",
        "{\"p\":{\"value\":1}}|WrongType|p.value",
        "{\"p\":{\"value\":\"c\"}}|InvalidValue|p.value",
        "{\"p\":{\"value\":\"a\"},\"q\":{\"value\":1}}|UnknownProperty|q",
        "{\"p\":{\"value\":\"a\"},\"P\":{\"value\":\"a\"}}|InvalidCombination|P",
        "{\"p\":{\"value\":\"[parameters('wrong')]\"}}|InvalidValue|p.value",
      })
  void whatAnInitiativePassesOnIsCheckedAgainstTheDefinition(
      String passed, String code, String target) {
    // Given
    put("one", ", \"parameters\":{\"p\":{\"type\":\"String\",\"allowedValues\":[\"a\",\"b\"]}}");

    // When
    Reply refused =
        api.put(
            SETS + "/wrong",
            "{\"properties\":{\"policyDefinitions\":[{\"policyDefinitionId\":\"%s/one\",\"parameters\":%s}]}}"
                .formatted(DEFINITIONS, passed));

    // Then
    assertThat(refused.code()).as(refused.text()).isEqualTo("ValidationFailed");
    JsonNode details = refused.json().at("/error/details");
    assertThat(details.findValuesAsText("code")).contains(code);
    assertThat(details.findValuesAsText("target"))
        .contains("properties.policyDefinitions[0].parameters." + target);
    assertThat(api.get(SETS + "/wrong").status()).isEqualTo(404);
  }

  @Test
  void aDefinitionThatAnInitiativeNamesCannotBeDeleted() {
    // Given
    put("one", "");
    api.put(SETS + "/set", set("one"));

    // When
    Reply refused = api.delete(DEFINITIONS + "/one");

    // Then
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("InvalidDeletePolicyDefinitionRequest");
    assertThat(refused.text()).contains(SETS + "/set");
    assertThat(api.delete(SETS + "/set").status()).isEqualTo(200);
    assertThat(api.delete(DEFINITIONS + "/one").status()).isEqualTo(200);
    assertThat(api.delete(DEFINITIONS + "/one").status()).isEqualTo(204);
  }
}

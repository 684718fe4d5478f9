package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyAssignmentsTest {
  private static final String WHOLE = "/subscriptions/" + SUBSCRIPTION;
  private static final String PROVIDER = "/providers/Microsoft.Authorization/";
  private static final String DEFINITION = WHOLE + PROVIDER + "policyDefinitions/base";
  private static final String SET = WHOLE + PROVIDER + "policySetDefinitions/set";
  private static final String ASSIGNMENTS = PROVIDER + "policyAssignments";
  private static final String EXEMPTIONS = PROVIDER + "policyExemptions";

  private final ApiUnderTest api = ApiUnderTest.over(new FakeDatabase());

  @BeforeEach
  void define() {
    api.register();
    api.put(
        DEFINITION,
        """
        {"properties": {"policyRule": {"if": {"field": "type", "equals": "x"}, "then": {"effect": "audit"}}, "parameters": {
          "branch": {"type": "String", "defaultValue": "main", "allowedValues": ["main", "next"]},
          "count": {"type": "Integer", "defaultValue": 1},
          "places": {"type": "Array", "defaultValue": [], "allowedValues": ["north", "south"]}}}}
        """);
    api.put(
        SET,
        """
        {"properties": {"policyDefinitions": [
          {"policyDefinitionId": "%s", "policyDefinitionReferenceId": "first"}]}}
        """
            .formatted(DEFINITION));
  }

  @AfterEach
  void close() {
    api.close();
  }

  private static String assignment(String definition, String more) {
    return "{\"properties\": {\"policyDefinitionId\": \"%s\"%s}}".formatted(definition, more);
  }

  private Reply assign(String scope, String name) {
    return api.put(scope + ASSIGNMENTS + "/" + name, assignment(DEFINITION, ""));
  }

  private static String exemption(String assignment, String more) {
    return """
    {"properties": {"policyAssignmentId": "%s", "exemptionCategory": "waiver"%s}}
    """
        .formatted(assignment, more);
  }

  private List<String> names(String list) {
    return api.get(list).json().path("value").findValuesAsText("name");
  }

  private static List<String> targets(Reply refused) {
    assertThat(refused.code()).as(refused.text()).isEqualTo("ValidationFailed");
    return refused.json().at("/error/details").findValuesAsText("target");
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE, GROUP, CLUSTER})
  void anAssignmentLivesAtEveryScope(String scope) {
    // Given
    String path = scope + ASSIGNMENTS + "/Base";

    // When
    Reply created = assign(scope, "Base");
    Reply same = assign(scope, "Base");
    Reply shown = api.get("/" + path);
    Reply deleted = api.delete(path);
    Reply again = api.delete(path);

    // Then
    assertThat(List.of(created.status(), same.status())).containsOnly(201);
    assertThat(same.etag()).isEqualTo(created.etag());
    assertThat(shown.json()).isEqualTo(created.json());
    assertThat(shown.at("/id")).isEqualTo(path);
    assertThat(shown.at("/type")).isEqualTo("Microsoft.Authorization/policyAssignments");
    assertThat(shown.at("/properties/scope")).isEqualTo(scope);
    assertThat(shown.at("/properties/enforcementMode")).isEqualTo("Default");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.json()).isEqualTo(shown.json());
    assertThat(again.status()).isEqualTo(204);
    assertThat(api.get(path).code()).isEqualTo("PolicyAssignmentNotFound");
  }

  @Test
  void allThatAnAssignmentSaysIsKept() {
    // Given
    String more =
        """
        , "displayName": "Base", "enforcementMode": "donotenforce", "definitionVersion": "1.*.*",
        "notScopes": ["%s"], "metadata": {"z": null, "fairlead": {"onUnassign": "remove"}},
        "parameters": {"BRANCH": {"value": "next"}, "places": {"value": ["north"]}},
        "nonComplianceMessages": [{"message": "no"}],
        "resourceSelectors": [{"name": "r", "selectors": [{"kind": "resourceLocation", "in": ["x"]}]}],
        "overrides": [{"kind": "policyEffect", "value": "disabled"}]
        """
            .formatted(CLUSTER);
    String body =
        assignment(DEFINITION, more)
            .replaceFirst(
                "\\{",
                "{\"location\": \"West Europe\", \"identity\": {\"type\": \"SystemAssigned\"},");

    // When
    Reply created = api.put(GROUP + ASSIGNMENTS + "/full", body);

    // Then
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.at("/location")).isEqualTo("westeurope");
    assertThat(created.at("/identity/type")).isEqualTo("SystemAssigned");
    assertThat(created.at("/properties/enforcementMode")).isEqualTo("DoNotEnforce");
    assertThat(created.json().at("/properties/metadata"))
        .hasToString("{\"z\":null,\"fairlead\":{\"onUnassign\":\"remove\"}}");
    assertThat(created.json().at("/properties/parameters"))
        .hasToString("{\"BRANCH\":{\"value\":\"next\"},\"places\":{\"value\":[\"north\"]}}");
    assertThat(api.put(GROUP + ASSIGNMENTS + "/full", created.text()).etag())
        .isEqualTo(created.etag());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"parameters\":{\"other\":{\"value\":1}}|properties.parameters.other",
        "\"parameters\":{\"branch\":{\"value\":1}}|properties.parameters.branch.value",
        "\"parameters\":{\"branch\":{\"value\":\"Main\"}}|properties.parameters.branch.value",
        "\"parameters\":{\"branch\":\"main\"}|properties.parameters.branch.value",
        "\"parameters\":{\"count\":{\"value\":\"1\"}}|properties.parameters.count.value",
        "\"parameters\":{\"places\":{\"value\":[\"west\"]}}|properties.parameters.places.value",
        "\"parameters\":{\"count\":{\"value\":1},\"COUNT\":{\"value\":1}}"
            + "|properties.parameters.COUNT",
        "\"notScopes\":[\"/subscriptions/x\"]|properties.notScopes[0]",
        "\"notScopes\":[\"x\"]|properties.notScopes[0]",
        "\"enforcementMode\":\"Enroll\"|properties.enforcementMode",
        "\"metadata\":{\"fairlead\":{\"onUnassign\":\"Keep\"}}|properties.metadata.fairlead.onUnassign",
        "\"resourceSelectors\":[{\"selectors\":[{\"kind\":\"resourceType\"}]}]"
            + "|properties.resourceSelectors[0].selectors[0]",
        "\"overrides\":[{\"kind\":\"other\",\"value\":\"x\"}]|properties.overrides[0].kind",
        "\"nonComplianceMessages\":[{\"message\":\"m\",\"policyDefinitionReferenceId\":\"x\"}]"
            + "|properties.nonComplianceMessages[0].policyDefinitionReferenceId",
      })
  void whatIsWrongWithAnAssignmentIsNamedByItsPath(String more, String path) {
    // When
    Reply refused = api.put(GROUP + ASSIGNMENTS + "/wrong", assignment(DEFINITION, ", " + more));

    // Then
    assertThat(targets(refused)).contains(path);
    assertThat(api.get(GROUP + ASSIGNMENTS + "/wrong").status()).isEqualTo(404);
  }

  @Test
  void aParameterWithoutADefaultNeedsAValue() {
    // Given
    String strict = WHOLE + PROVIDER + "policyDefinitions/strict";
    api.put(
        strict,
        """
        {"properties": {"policyRule": {"if": {"field": "type", "equals": "x"}, "then": {"effect": "audit"}},
        "parameters": {"url": {"type": "string"}}}}
        """);

    // When
    Reply refused = api.put(GROUP + ASSIGNMENTS + "/strict", assignment(strict, ""));

    // Then
    assertThat(targets(refused)).containsExactly("properties.parameters.url");
  }

  @Test
  void anAssignmentOfAnInitiativeIsCheckedDownToItsDefinitions() {
    // Given
    api.put(
        SET,
        """
        {"properties": {"parameters": {"branch": {"type": "String", "defaultValue": "main"}},
          "policyDefinitions": [{"policyDefinitionId": "%s",
            "parameters": {"branch": {"value": "[parameters('branch')]"}}}]}}
        """
            .formatted(DEFINITION));

    // When
    Reply wrong =
        api.put(
            GROUP + ASSIGNMENTS + "/set",
            assignment(SET, ", \"parameters\": {\"branch\": {\"value\": 1}}"));
    Reply passedOn =
        api.put(
            GROUP + ASSIGNMENTS + "/set",
            assignment(SET, ", \"parameters\": {\"branch\": {\"value\": \"old\"}}"));
    Reply right =
        api.put(
            GROUP + ASSIGNMENTS + "/set",
            assignment(SET, ", \"parameters\": {\"branch\": {\"value\": \"next\"}}"));

    // Then
    assertThat(targets(wrong)).containsExactly("properties.parameters.branch.value");
    assertThat(targets(passedOn)).containsExactly("properties.policyDefinitionId");
    assertThat(passedOn.text())
        .contains("policyDefinitions[0].parameters.branch.value: expected one of the allowed");
    assertThat(right.status()).as(right.text()).isEqualTo(201);
  }

  @Test
  void anAssignmentChoosesAnEffectThatThereIs() {
    // Given
    String chosen = WHOLE + PROVIDER + "policyDefinitions/chosen";
    api.put(
        chosen,
        """
        {"properties": {"parameters": {"effect": {"type": "String", "defaultValue": "audit"}},
          "policyRule": {"if": {"field": "type", "equals": "x"},
            "then": {"effect": "[parameters('effect')]"}}}}
        """);

    // When
    Reply refused =
        api.put(
            GROUP + ASSIGNMENTS + "/chosen",
            assignment(chosen, ", \"parameters\": {\"effect\": {\"value\": \"modify\"}}"));

    // Then
    assertThat(targets(refused)).containsExactly("properties.policyDefinitionId");
    assertThat(refused.text()).contains("policyRule.then.effect: expected one of disabled, audit");
  }

  @Test
  void whatIsAssignedMustBeThereAndStaysThen() {
    // Given
    String nowhere = WHOLE + PROVIDER + "policySetDefinitions/nowhere";
    api.put(GROUP + ASSIGNMENTS + "/set", assignment(SET, ""));

    // When, Then
    assertThat(api.put(GROUP + ASSIGNMENTS + "/x", assignment(nowhere, "")).code())
        .isEqualTo("PolicySetDefinitionNotFound");
    assertThat(api.delete(SET).code()).isEqualTo("InvalidDeletePolicySetDefinitionRequest");
    assertThat(api.delete(GROUP + ASSIGNMENTS + "/set").status()).isEqualTo(200);
    assertThat(api.delete(SET).status()).isEqualTo(200);
  }

  @Test
  void theScopeMustBeThere() {
    // When, Then
    assertThat(assign(WHOLE + "/resourceGroups/nowhere", "x").code())
        .isEqualTo("ResourceGroupNotFound");
    assertThat(assign(CLUSTER + "-nowhere", "x").code()).isEqualTo("ResourceNotFound");
    assertThat(api.get(CLUSTER + "-nowhere" + EXEMPTIONS).code()).isEqualTo("ResourceNotFound");
  }

  @Test
  void listsReachAsFarAsTheirFilterSays() {
    // Given
    assign(WHOLE, "wide");
    assign(GROUP, "middle");
    assign(CLUSTER, "narrow");
    api.put(GROUP + ASSIGNMENTS + "/set", assignment(SET, ""));

    // When, Then
    assertThat(names(WHOLE + ASSIGNMENTS))
        .containsExactlyInAnyOrder("wide", "middle", "narrow", "set");
    assertThat(names(GROUP + ASSIGNMENTS + "?$filter=atScope()"))
        .containsExactlyInAnyOrder("wide", "middle", "set");
    assertThat(names(GROUP + ASSIGNMENTS + "?$filter=atExactScope()"))
        .containsExactlyInAnyOrder("middle", "set");
    assertThat(names(CLUSTER + ASSIGNMENTS))
        .containsExactlyInAnyOrder("wide", "middle", "narrow", "set");
    assertThat(names(WHOLE + ASSIGNMENTS + "?$filter=policyDefinitionId%20eq%20'" + SET + "'"))
        .containsExactly("set");
    assertThat(api.get(WHOLE + ASSIGNMENTS + "?$filter=category%20eq%20'x'").code())
        .isEqualTo("InvalidQueryParameter");
  }

  @Test
  void slashesThatTheSdkDoublesAreOne() {
    // Given
    assign(CLUSTER, "narrow");

    // When
    Reply listed =
        api.get(CLUSTER.replace("/connectedClusters", "//connectedClusters") + ASSIGNMENTS);

    // Then
    assertThat(listed.json().path("value").findValuesAsText("name")).containsExactly("narrow");
  }

  @Test
  void aPartOfAnAssignmentIsChangedByPatch() {
    // Given
    assign(GROUP, "base");

    // When
    Reply patched =
        api.patch(
            GROUP + ASSIGNMENTS + "/base",
            "{\"properties\": {\"overrides\": [{\"kind\": \"policyEffect\", \"value\": \"disabled\"}]}}");

    // Then
    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.at("/properties/overrides/0/value")).isEqualTo("disabled");
    assertThat(patched.at("/properties/policyDefinitionId")).isEqualTo(DEFINITION);
  }

  @Test
  void anExemptionIsWithinItsAssignmentsScope() {
    // Given
    api.put(GROUP + ASSIGNMENTS + "/set", assignment(SET, ""));
    String assignment = GROUP + ASSIGNMENTS + "/set";
    String more =
        ", \"expiresOn\": \"2027-01-31T00:00:00Z\", \"policyDefinitionReferenceIds\": [\"FIRST\"]";

    // When
    Reply created = api.put(CLUSTER + EXEMPTIONS + "/later", exemption(assignment, more));
    Reply again = api.put(CLUSTER + EXEMPTIONS + "/later", exemption(assignment, more));
    Reply wider = api.put(WHOLE + EXEMPTIONS + "/wide", exemption(assignment, ""));
    Reply anyway =
        api.put(
            WHOLE + EXEMPTIONS + "/wide",
            exemption(assignment, ", \"assignmentScopeValidation\": \"DoNotValidate\""));

    // Then
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(created.at("/properties/exemptionCategory")).isEqualTo("Waiver");
    assertThat(created.at("/properties/expiresOn")).isEqualTo("2027-01-31T00:00:00Z");
    assertThat(targets(wider)).containsExactly("properties.policyAssignmentId");
    assertThat(anyway.status()).isEqualTo(201);
    assertThat(names(CLUSTER + EXEMPTIONS)).containsExactlyInAnyOrder("later", "wide");
    assertThat(names(CLUSTER + EXEMPTIONS + "?$filter=atExactScope()")).containsExactly("later");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"exemptionCategory\": \"Lazy\"|properties.exemptionCategory",
        "\"exemptionCategory\": \"Waiver\", \"expiresOn\": \"tomorrow\"|properties.expiresOn",
        "\"exemptionCategory\": \"Waiver\", \"policyDefinitionReferenceIds\": [\"second\"]"
            + "|properties.policyDefinitionReferenceIds[0]",
        "\"expiresOn\": \"2027-01-31T00:00:00Z\"|properties.exemptionCategory",
      })
  void whatIsWrongWithAnExemptionIsNamedByItsPath(String properties, String path) {
    // Given
    api.put(GROUP + ASSIGNMENTS + "/set", assignment(SET, ""));

    // When
    Reply refused =
        api.put(
            CLUSTER + EXEMPTIONS + "/wrong",
            "{\"properties\": {\"policyAssignmentId\": \"%s\", %s}}"
                .formatted(GROUP + ASSIGNMENTS + "/set", properties));

    // Then
    assertThat(targets(refused)).contains(path);
  }

  @Test
  void anExemptionOutlivesItsAssignmentAndGoesWithItsCluster() {
    // Given
    assign(GROUP, "base");
    api.put(CLUSTER + EXEMPTIONS + "/later", exemption(GROUP + ASSIGNMENTS + "/base", ""));

    // When, Then
    assertThat(api.delete(GROUP + ASSIGNMENTS + "/base").status()).isEqualTo(200);
    assertThat(api.get(CLUSTER + EXEMPTIONS + "/later").status()).isEqualTo(200);
    api.delete(CLUSTER);
    assertThat(api.get(CLUSTER + EXEMPTIONS + "/later").code())
        .isEqualTo("PolicyExemptionNotFound");
  }
}

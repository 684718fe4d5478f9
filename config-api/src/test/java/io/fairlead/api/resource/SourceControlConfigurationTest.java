package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.PEM_KEY;
import static io.fairlead.api.resource.Bodies.accepted;
import static io.fairlead.api.resource.Bodies.base64;
import static io.fairlead.api.resource.Bodies.json;
import static io.fairlead.api.resource.Bodies.properties;
import static io.fairlead.api.resource.Bodies.targets;
import static io.fairlead.api.resource.Bodies.violations;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.schema.Outcome;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.Violation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceControlConfigurationTest {
  private static final ResourceSchema V1 = SourceControlConfigurationSchema.SCHEMA;

  @Test
  void fillsInEveryDefault() {
    // Given
    var body = json("{'properties':{'repositoryUrl':'https://git.example.com/apps'}}");

    // When
    var outcome = V1.create("cluster-config", body);

    // Then
    assertThat(accepted(outcome))
        .isEqualTo(
            json(
                """
                {'properties':{'repositoryUrl':'https://git.example.com/apps','operatorNamespace':'default',
                  'operatorInstanceName':'cluster-config','operatorType':'Flux','operatorParams':'--git-readonly',
                  'operatorScope':'cluster','enableHelmOperator':false}}"""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                | --git-readonly",
        "` --git-readonly `                | --git-readonly",
        "--git-branch=main                 | --git-readonly --git-branch=main",
        "--git-user=me --git-branch=main   | --git-user=me --git-branch=main",
        "`--git-branch main --git-email a@example.com ` | --git-branch main --git-email a@example.com",
        "--git-path=x --git-readonly       | --git-path=x --git-readonly",
        "--git-username=x                  | --git-readonly --git-username=x"
      })
  void putsReadOnlyFirstUnlessAnAuthorIsNamed(String params, String stored) {
    // Given
    var body = json("{'properties':{'repositoryUrl':'https://git.example.com/apps'}}");
    body.withObject("/properties").put("operatorParams", params);

    // When
    var outcome = V1.create("c", body);

    // Then
    assertThat(properties(outcome).path("operatorParams").textValue()).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'repositoryUrl':'http://git.example.com/a'}             | ok",
        "{'repositoryUrl':'git://git.example.com/a.git'}          | ok",
        "{'repositoryUrl':'ssh://git@git.example.com/a'}          | ok",
        "{'repositoryUrl':'deploy@git.example.com:org/a.git'}     | ok",
        "{}                                                       | properties.repositoryUrl",
        "{'repositoryUrl':'ssh://git.example.com/a'}              | properties.repositoryUrl",
        "{'repositoryUrl':'ftp://git.example.com/a'}              | properties.repositoryUrl",
        "{'repositoryUrl':'https://me:pw@git.example.com/a'}      | properties.repositoryUrl",
        "{'repositoryUrl':'git://me@git.example.com/a'}           | properties.repositoryUrl",
        "{'repositoryUrl':'<ssh>','operatorNamespace':'12345678901234567890123'}  | ok",
        "{'repositoryUrl':'<ssh>','operatorNamespace':'123456789012345678901234'} | properties.operatorNamespace",
        "{'repositoryUrl':'<ssh>','operatorNamespace':'SRS_Namespace'}            | properties.operatorNamespace",
        "{'repositoryUrl':'<ssh>','operatorInstanceName':'a.b'}   | properties.operatorInstanceName",
        "{'repositoryUrl':'<ssh>','operatorType':'flux'}          | ok",
        "{'repositoryUrl':'<ssh>','operatorType':'Argo'}          | properties.operatorType",
        "{'repositoryUrl':'<ssh>','operatorScope':'Namespace'}    | ok",
        "{'repositoryUrl':'<ssh>','operatorScope':'node'}         | properties.operatorScope",
        "{'repositoryUrl':'<ssh>','sshKnownHostsContents':'<hosts>'} | ok",
        "{'repositoryUrl':'<ssh>','sshKnownHostsContents':''}     | ok",
        "{'repositoryUrl':'<ssh>','sshKnownHostsContents':'<text>'} | properties.sshKnownHostsContents",
        "{'repositoryUrl':'<https>','sshKnownHostsContents':'<hosts>'} | properties.sshKnownHostsContents",
        "{'repositoryUrl':'<https>','enableHelmOperator':'true','helmOperatorProperties':{'chartVersion':'1.2.0','chartValues':'--set workers=2'}} | ok",
        "{'repositoryUrl':'<https>','enableHelmOperator':false,'helmOperatorProperties':{'chartVersion':'1.2.0'}} | ok",
        "{'repositoryUrl':'<https>','helmOperatorProperties':{'chartVersion':'1.2.0'}} | properties.helmOperatorProperties",
        "{'repositoryUrl':'<https>','enableHelmOperator':'perhaps'} | properties.enableHelmOperator",
        "{'repositoryUrl':'<https>','configurationProtectedSettings':{}} | ok",
        "{'repositoryUrl':'<ssh>','configurationProtectedSettings':{'sshPrivateKey':'<key>'}} | ok",
        "{'repositoryUrl':'<ssh>','configurationProtectedSettings':{'sshPrivateKey':'<text>'}} | properties.configurationProtectedSettings.sshPrivateKey",
        "{'repositoryUrl':'<https>','configurationProtectedSettings':{'sshPrivateKey':'<key>'}} | properties.configurationProtectedSettings.sshPrivateKey",
        "{'repositoryUrl':'<https>','configurationProtectedSettings':{'httpsUser':'<text>','httpsKey':'<text>'}} | ok",
        "{'repositoryUrl':'<https>','configurationProtectedSettings':{'httpsUser':'<text>'}} | properties.configurationProtectedSettings.httpsKey",
        "{'repositoryUrl':'git://git.example.com/a','configurationProtectedSettings':{'httpsUser':'<text>','httpsKey':'<text>'}} | properties.configurationProtectedSettings.httpsUser,properties.configurationProtectedSettings.httpsKey",
        "{'repositoryUrl':'<https>','configurationProtectedSettings':{'other':'<text>'}} | properties.configurationProtectedSettings.other",
        "{'repositoryUrl':'<https>','complianceStatus':{'any':'thing'},'repositoryPublicKey':''} | ok",
        "{'repositoryUrl':'<https>','colour':'red'}               | properties.colour"
      })
  void checksEveryRule(String properties, String refused) {
    // Given
    var body = json("{}");
    body.set("properties", json(filled(properties)));

    // When
    var outcome = V1.create("cluster-config", body);

    // Then
    assertThat(targets(outcome))
        .as(outcome.toString())
        .isEqualTo(refused.equals("ok") ? List.of() : List.of(refused.split(",")));
  }

  @Test
  void normalisesTheSpellingOfEnumeratedValues() {
    // Given
    var body =
        json(
            "{'properties':{'repositoryUrl':'https://git.example.com/a','operatorType':'flux','operatorScope':'NAMESPACE'}}");

    // When
    var outcome = V1.create("c", body);

    // Then
    assertThat(properties(outcome).path("operatorType").textValue()).isEqualTo("Flux");
    assertThat(properties(outcome).path("operatorScope").textValue()).isEqualTo("namespace");
  }

  @Test
  void completesTheHelmOperatorAndDropsItWhereItIsOff() {
    // Given
    var on =
        json(
            "{'properties':{'repositoryUrl':'https://git.example.com/a','enableHelmOperator':true}}");
    var off =
        json(
            "{'properties':{'repositoryUrl':'https://git.example.com/a','enableHelmOperator':'false','helmOperatorProperties':{}}}");

    // When
    var outcomes = List.of(V1.create("c", on), V1.create("c", off));

    // Then
    assertThat(properties(outcomes.getFirst()).path("helmOperatorProperties").toString())
        .isEqualTo("{\"chartVersion\":\"1.2.0\",\"chartValues\":\"\"}");
    assertThat(properties(outcomes.getLast()).has("helmOperatorProperties")).isFalse();
  }

  @Test
  void aNameThatCannotBeAnInstanceNeedsOneOfItsOwn() {
    // Given
    var body = json("{'properties':{'repositoryUrl':'https://git.example.com/a'}}");

    // When
    var outcome = V1.create("SRS_GitHubConfig", body);

    // Then
    assertThat(V1.checkName("SRS_GitHubConfig")).isEmpty();
    assertThat(targets(outcome)).containsExactly("properties.operatorInstanceName");
  }

  @Test
  void refusesChangesOfCreateOnlyPropertiesByName() {
    // Given
    var stored =
        accepted(
            V1.create("c", json("{'properties':{'repositoryUrl':'https://git.example.com/a'}}")));
    var body =
        json(
            "{'properties':{'repositoryUrl':'https://git.example.com/b','operatorNamespace':'x','operatorInstanceName':'y','operatorScope':'namespace'}}");

    // When
    var outcome = V1.replace("c", stored, body);

    // Then
    assertThat(violations(outcome))
        .allMatch(v -> v.kind() == Kind.PropertyChangeNotAllowed)
        .extracting(v -> v.target())
        .containsExactly(
            "properties.operatorNamespace",
            "properties.operatorInstanceName",
            "properties.operatorScope");
  }

  @Test
  void secretsLeaveTheBodyAndAreNeverShown() {
    // Given
    var body =
        json(
            filled(
                "{'properties':{'repositoryUrl':'<https>','configurationProtectedSettings':{'httpsUser':'<text>','httpsKey':'<text>','sshPrivateKey':null}}}"));

    // When
    var outcome = V1.create("c", body);

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Accepted.class,
            accepted -> {
              assertThat(accepted.secrets().present()).isTrue();
              assertThat(accepted.secrets().values())
                  .containsOnlyKeys(
                      "properties.configurationProtectedSettings.httpsKey",
                      "properties.configurationProtectedSettings.httpsUser");
              assertThat(accepted.secrets().removed())
                  .containsExactly("properties.configurationProtectedSettings.sshPrivateKey");
              assertThat(accepted.body().toString()).doesNotContain(base64("secret"));
              assertThat(accepted.toString()).doesNotContain(base64("secret"));
            });
  }

  private static String filled(String text) {
    return text.replace("<https>", "https://git.example.com/a")
        .replace("<ssh>", "git@git.example.com:a")
        .replace("<text>", base64("secret"))
        .replace("<key>", base64(PEM_KEY))
        .replace("<hosts>", base64(Bodies.KNOWN_HOSTS));
  }
}

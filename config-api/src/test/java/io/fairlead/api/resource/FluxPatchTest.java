package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.accepted;
import static io.fairlead.api.resource.Bodies.base64;
import static io.fairlead.api.resource.Bodies.json;
import static io.fairlead.api.resource.Bodies.properties;
import static io.fairlead.api.resource.Bodies.targets;
import static io.fairlead.api.resource.Bodies.violations;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.schema.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FluxPatchTest {
  private static final String STORED =
      "{'properties':{'scope':'namespace','namespace':'team','waitForReconciliation':true,'gitRepository':{'url':'https://git.example.com/apps','timeoutInSeconds':60,'repositoryRef':{'branch':'main'},'httpsUser':'u'},'kustomizations':{'infra':{'prune':true},'apps':{'dependsOn':['infra'],'postBuild':{'substitute':{'a':'1','b':'2'}}}}}}";

  @Test
  void replacesAReferenceByAnotherKind() {
    // When
    var outcome = patch("{'gitRepository':{'repositoryRef':{'tag':'v1'}}}");

    // Then
    assertThat(properties(outcome).at("/gitRepository/repositoryRef").toString())
        .isEqualTo("{\"tag\":\"v1\"}");
    assertThat(properties(outcome).at("/gitRepository/timeoutInSeconds").intValue()).isEqualTo(60);
  }

  @Test
  void removesAPartOfAReferenceByNullAndKeepsTheRest() {
    // Given
    var stored =
        STORED.replace(
            "'branch':'main'",
            "'branch':'main','commit':'0ba6f0d3a1b2c3d4e5f60718293a4b5c6d7e8f90'");

    // When
    var outcome = patch(stored, "{'gitRepository':{'repositoryRef':{'commit':null}}}");

    // Then
    assertThat(properties(outcome).at("/gitRepository/repositoryRef").toString())
        .isEqualTo("{\"branch\":\"main\"}");
  }

  @Test
  void mergesDeepAndRemovesByNull() {
    // When
    var outcome =
        patch(
            "{'gitRepository':{'timeoutInSeconds':null,'httpsUser':null},'kustomizations':{'apps':{'dependsOn':null,'postBuild':{'substitute':{'a':null,'c':'3'}}}}}");

    // Then
    assertThat(properties(outcome).at("/gitRepository/timeoutInSeconds").intValue()).isEqualTo(600);
    assertThat(properties(outcome).path("gitRepository").has("httpsUser")).isFalse();
    assertThat(properties(outcome).at("/kustomizations/apps").has("dependsOn")).isFalse();
    assertThat(properties(outcome).at("/kustomizations/apps/postBuild/substitute"))
        .isEqualTo(json("{'b':'2','c':'3'}"));
    assertThat(properties(outcome).at("/kustomizations/infra/prune").booleanValue()).isTrue();
  }

  @Test
  void changesTheKindOfSourceWhenTheOldBlockIsRemoved() {
    // When
    var outcome =
        patch(
            "{'sourceKind':'Bucket','gitRepository':null,'bucket':{'url':'https://minio.example.com','bucketName':'b'}}");

    // Then
    assertThat(properties(outcome).has("gitRepository")).isFalse();
    assertThat(properties(outcome).at("/bucket/insecure").isBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'scope':'namespace','namespace':'team','waitForReconciliation':true} | ok",
        "{'scope':'cluster'}                                  | properties.scope",
        "{'scope':null}                                       | properties.scope",
        "{'namespace':'other'}                                | properties.namespace",
        "{'waitForReconciliation':false}                      | properties.waitForReconciliation",
        "{'reconciliationWaitDuration':'PT1M'}                | properties.reconciliationWaitDuration",
        "{'complianceState':'Compliant','statuses':[]}        | ok",
        "{'colour':'red'}                                     | properties.colour",
        "{'colour':null}                                      | properties.colour",
        "{'gitRepository':{'colour':null}}                    | properties.gitRepository.colour",
        "{'sourceKind':'Bucket'}                              | properties.bucket,properties.gitRepository",
        "{'gitRepository':null}                               | properties.gitRepository",
        "{'kustomizations':{'infra':null}}                    | properties.kustomizations.apps.dependsOn[0]",
        "{'kustomizations':{'infra':{'dependsOn':['apps']}}}  | properties.kustomizations",
        "{'kustomizations':{'nobody':null}}                   | ok",
        "{'kustomizations':{'infra':7}}                       | properties.kustomizations.infra",
        "{'configurationProtectedSettings':{'sshPrivateKey':'<key>'}} | properties.configurationProtectedSettings.sshPrivateKey"
      })
  void checksTheMergedWhole(String change, String refused) {
    // When
    var outcome = patch(change.replace("<key>", base64(Bodies.PEM_KEY)));

    // Then
    assertThat(String.join(",", targets(outcome)))
        .as(outcome.toString())
        .isEqualTo(refused.equals("ok") ? "" : refused);
  }

  @Test
  void saysWhatACreateOnlyPropertyIsAndWouldBecome() {
    // When
    var outcome = patch("{'namespace':'other'}");

    // Then
    assertThat(violations(outcome).getFirst().message())
        .startsWith("'properties.namespace' is fixed when the resource is created: it is 'team'")
        .contains("'other'");
  }

  @Test
  void tellsWhichSecretsItGivesAndWhichItRemoves() {
    // When
    var outcome =
        patch(
            "{'configurationProtectedSettings':{'httpsKey':'"
                + base64("token")
                + "','bucketSecretKey':null}}");

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Accepted.class,
            accepted -> {
              assertThat(accepted.changed()).isFalse();
              assertThat(accepted.secrets().values())
                  .containsOnlyKeys("properties.configurationProtectedSettings.httpsKey");
              assertThat(accepted.secrets().removed())
                  .containsExactly("properties.configurationProtectedSettings.bucketSecretKey");
            });
  }

  private static Outcome patch(String properties) {
    return patch(STORED, properties);
  }

  private static Outcome patch(String before, String properties) {
    ObjectNode request = json("{}");
    request.set("properties", json(properties));
    var stored = accepted(FluxConfigurationSchema.SCHEMA.create("baseline", json(before)));
    return FluxConfigurationSchema.SCHEMA.patch("baseline", stored, request);
  }
}

package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.accepted;
import static io.fairlead.api.resource.Bodies.json;
import static io.fairlead.api.resource.Bodies.properties;
import static io.fairlead.api.resource.Bodies.targets;
import static io.fairlead.api.resource.Bodies.violations;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.Violation.Kind;
import org.junit.jupiter.api.Test;

class FluxConfigurationTest {
  static final ResourceSchema FLUX = FluxConfigurationSchema.SCHEMA;
  static final String MINIMAL =
      "{'properties':{'gitRepository':{'url':'https://git.example.com/apps','repositoryRef':{'branch':'main'}}}}";

  @Test
  void fillsInEveryDefault() {
    // Given
    var body =
        json(
            "{'properties':{'gitRepository':{'url':'https://git.example.com/apps','repositoryRef':{'branch':'main'}},'kustomizations':{'apps':{}}}}");

    // When
    var outcome = FLUX.create("baseline", body);

    // Then
    assertThat(accepted(outcome))
        .isEqualTo(
            json(
                """
                {'properties':{
                  'scope':'cluster','namespace':'default','sourceKind':'GitRepository','suspend':false,
                  'gitRepository':{'url':'https://git.example.com/apps','timeoutInSeconds':600,'syncIntervalInSeconds':600,
                    'repositoryRef':{'branch':'main'}},
                  'kustomizations':{'apps':{'path':'','timeoutInSeconds':600,'syncIntervalInSeconds':600,
                    'prune':false,'force':false,'wait':true}}}}"""));
  }

  @Test
  void reportsEveryViolationAtOnce() {
    // Given
    var body =
        json(
            """
            {'colour':'red','properties':{'scope':'world','namespace':'Not_A_Label','suspend':'yes','surprise':1,
              'gitRepository':{'url':'ftp://git.example.com','timeoutInSeconds':0,'repositoryRef':{}},
              'kustomizations':{'A':{'dependsOn':['b'],'path':7}}}}""");

    // When
    var outcome = FLUX.create("baseline", body);

    // Then
    assertThat(targets(outcome))
        .containsExactlyInAnyOrder(
            "colour",
            "properties.scope",
            "properties.namespace",
            "properties.suspend",
            "properties.surprise",
            "properties.gitRepository.url",
            "properties.gitRepository.timeoutInSeconds",
            "properties.gitRepository.repositoryRef",
            "properties.kustomizations.A",
            "properties.kustomizations.A.path",
            "properties.kustomizations.A.dependsOn[0]");
  }

  @Test
  void refusesChangesOfCreateOnlyPropertiesByName() {
    // Given
    var stored = accepted(FLUX.create("baseline", json(MINIMAL)));
    var body = json(MINIMAL);
    ((ObjectNode) body.get("properties")).put("scope", "namespace").put("namespace", "apps");

    // When
    var outcome = FLUX.replace("baseline", stored, body);

    // Then
    assertThat(violations(outcome))
        .allMatch(v -> v.kind() == Kind.PropertyChangeNotAllowed)
        .extracting(v -> v.target())
        .containsExactly("properties.scope", "properties.namespace");
  }

  @Test
  void mergesAPatchAndSaysWhetherItChangesAnything() {
    // Given
    var stored =
        accepted(
            FLUX.create(
                "baseline",
                json(
                    "{'properties':{'gitRepository':{'url':'https://git.example.com/apps','repositoryRef':{'branch':'main'}},'kustomizations':{'a':{},'b':{'dependsOn':['a']}}}}")));

    // When
    var changed =
        FLUX.patch(
            "baseline",
            stored,
            json("{'properties':{'suspend':true,'kustomizations':{'b':null,'c':{'prune':true}}}}"));
    var unchanged = FLUX.patch("baseline", stored, json("{'properties':{'suspend':false}}"));

    // Then
    assertThat(properties(changed).path("suspend").booleanValue()).isTrue();
    assertThat(properties(changed).path("kustomizations").has("b")).isFalse();
    assertThat(properties(changed).path("kustomizations").has("c")).isTrue();
    assertThat(((Outcome.Accepted) changed).changed()).isTrue();
    assertThat(((Outcome.Accepted) unchanged).changed()).isFalse();
  }
}

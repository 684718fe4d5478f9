package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.template.DeployedResource;
import io.fairlead.policy.language.value.Values;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateCasesTest {
  static Stream<Arguments> functions() {
    return Cases.of("templates/functions");
  }

  static Stream<Arguments> deployments() {
    return Cases.of("templates/deployments");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void anExpressionInATemplateMeansWhatIsWritten(String name, JsonNode each) {
    // Given
    ObjectNode template = Values.object();
    ObjectNode resource = template.putArray("resources").addObject();
    resource.put("type", "Microsoft.KubernetesConfiguration/fluxConfigurations");
    resource.put("apiVersion", "2023-05-01").put("name", "flux");
    resource.put("scope", "Microsoft.Kubernetes/connectedClusters/sim-ship-01");
    resource.putObject("properties").put("value", "[" + each.path("expression").asText() + "]");
    // When
    JsonNode answer = answer(template, Values.object());
    // Then
    if (each.has("error")) {
      assertThat(answer.asText())
          .contains(each.path("error").textValue())
          .contains("template.resources[0].properties.value");
    } else {
      assertThat(answer.path(0).path("properties").path("value").toString())
          .isEqualTo(each.path("expect").toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deployments")
  void aDeploymentWritesTheseResources(String name, JsonNode each) {
    // When
    JsonNode answer = answer(each.path("template"), each.path("parameters"));
    // Then
    if (each.has("error")) {
      assertThat(answer.asText()).contains(each.path("error").textValue());
    } else {
      assertThat(answer).isEqualTo(each.path("expect"));
    }
  }

  /// What is written, ids from the resource group on; or what is wrong, as a text.
  private static JsonNode answer(JsonNode template, JsonNode arguments) {
    JsonNode given = arguments.isMissingNode() ? Values.object() : arguments;
    Checked<BoundPolicy> bound = Samples.bound(Samples.deploying(template, given));
    return switch (bound) {
      case Checked.Invalid<BoundPolicy>(var problems) -> Values.text(problems.toString());
      case Checked.Valid<BoundPolicy>(BoundPolicy policy) -> {
        try {
          yield shown(policy.deployment(Samples.CLUSTER, Samples.CONTEXT));
        } catch (EvaluationException e) {
          yield Values.text(e.problem().toString());
        }
      }
    };
  }

  private static JsonNode shown(List<DeployedResource> resources) {
    ArrayNode shown = Values.array();
    for (DeployedResource resource : resources) {
      String id = resource.id().toString();
      ObjectNode each = shown.addObject();
      each.put("id", id.substring(id.indexOf("/resourceGroups/") + "/resourceGroups/".length()));
      each.set("properties", resource.properties());
      resource
          .secrets()
          .forEach(
              (place, secret) ->
                  each.withObject("/secrets")
                      .put(place.toString(), secret.vaultName() + "/" + secret.secretName()));
    }
    return shown;
  }
}

package io.fairlead.policy.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.resource.EvaluationContext;
import io.fairlead.policy.language.resource.PolicyReference;
import io.fairlead.policy.language.resource.ResourceView;
import io.fairlead.policy.language.value.Values;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// What the cases are about.
final class Samples {
  static final ResourceId CLUSTER_ID =
      ResourceId.cluster(
          "00000000-0000-0000-0000-000000000001",
          "fleet",
          "Microsoft.Kubernetes/connectedClusters",
          "sim-ship-01");

  static final ResourceView CLUSTER =
      new ResourceView(CLUSTER_ID, Cases.resource("cases/cluster.json"));

  static final EvaluationContext CONTEXT =
      EvaluationContext.at(Instant.parse("2026-11-28T12:30:45Z"))
          .inGroup("westeurope", Map.of("owner", "ops"))
          .asked("2025-04-01", json("{'idtyp': 'user'}"));

  static final PolicyReference POLICY =
      PolicyReference.of("/assignments/baseline", "/definitions/baseline");

  /// By name in lower case.
  static final Map<String, JsonNode> PARAMETERS =
      Map.of(
          "text", json("'Value'"),
          "object", json("{'Inner': {'x': 1}}"),
          "env", json("'PROD'"),
          "envs", json("['prod', 'test']"),
          "locations", json("['west europe']"),
          "tagname", json("'env'"),
          "ownertag", json("'owner'"),
          "yes", json("true"));

  private Samples() {}

  /// JSON, written with apostrophes.
  static JsonNode json(String text) {
    return Json.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /// Declarations of [#PARAMETERS], with their values as defaults.
  static ObjectNode declarations() {
    ObjectNode declarations = Values.object();
    PARAMETERS.forEach(
        (name, value) ->
            declarations
                .putObject(name)
                .put(
                    "type",
                    switch (value.getNodeType()) {
                      case ARRAY -> "Array";
                      case OBJECT -> "Object";
                      case BOOLEAN -> "Boolean";
                      default -> "String";
                    })
                .set("defaultValue", value));
    return declarations;
  }

  /// A definition that audits what a condition is true for.
  static ObjectNode auditing(JsonNode condition) {
    ObjectNode definition = Values.object();
    definition.set("parameters", declarations());
    ObjectNode rule = definition.putObject("policyRule");
    rule.set("if", condition);
    rule.putObject("then").put("effect", "audit");
    return definition;
  }

  /// A definition that deploys a template to every connected cluster.
  ///
  /// @param arguments of the template, as a deployment writes them
  static ObjectNode deploying(JsonNode template, JsonNode arguments) {
    ObjectNode definition = Values.object();
    definition.set("parameters", declarations());
    ObjectNode rule = definition.putObject("policyRule");
    rule.putObject("if")
        .put("field", "type")
        .put("equals", "Microsoft.Kubernetes/connectedClusters");
    ObjectNode details =
        rule.putObject("then").put("effect", "deployIfNotExists").putObject("details");
    details.put("type", "Microsoft.KubernetesConfiguration/fluxConfigurations");
    details.putArray("roleDefinitionIds").add("/roles/contributor");
    ObjectNode properties = details.putObject("deployment").putObject("properties");
    properties.put("mode", "incremental");
    properties.set("template", template);
    properties.set("parameters", arguments);
    return definition;
  }

  /// Bound to the default values of its parameters.
  static Checked<BoundPolicy> bound(JsonNode definition) {
    return switch (PolicyDefinition.parse(definition)) {
      case Checked.Valid<PolicyDefinition>(PolicyDefinition parsed) ->
          parsed.bind(Values.MISSING, POLICY);
      case Checked.Invalid<PolicyDefinition>(var problems) -> new Checked.Invalid<>(problems);
    };
  }
}

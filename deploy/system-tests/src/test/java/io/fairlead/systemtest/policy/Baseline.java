package io.fairlead.systemtest.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.user.Answer;
import io.fairlead.systemtest.user.ConfigUser;
import java.time.Instant;

/// A policy that puts one fluxConfiguration on the clusters of a resource group which have the tag
/// `ring`, or on all of them. Its assignments remove it where they no longer apply.
public final class Baseline implements AutoCloseable {
  /// The tag that decides.
  static final String TAG = "ring";

  private static final String VALUE = "[parameters('value')]";
  private static final String CLUSTERS = "Microsoft.Kubernetes/connectedClusters";
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";

  private final ConfigUser user;
  private final String name;
  private final String path;
  private final PolicyId definition;
  private final PolicyId assignment;
  private final PolicyId exemption;

  /// @param path what its configurations carry, a template's expression
  private Baseline(ConfigUser user, PolicyScope scope, String name, String path) {
    this.user = user;
    this.path = path;
    this.name = name;
    this.definition =
        PolicyId.of(
            scope.subscription(),
            PolicyType.DEFINITION,
            name + "-" + scope.resourceGroup().orElseThrow());
    this.assignment = PolicyId.of(scope, PolicyType.ASSIGNMENT, name);
    this.exemption = PolicyId.of(scope, PolicyType.EXEMPTION, name);
  }

  /// For all clusters.
  static Baseline forAll(ConfigUser user, PolicyScope scope, String name) {
    return defined(new Baseline(user, scope, name, VALUE), "");
  }

  /// For all clusters, where the value is carried twice in a row: only who computes it has that.
  public static Baseline doubling(ConfigUser user, PolicyScope scope, String name) {
    return defined(
        new Baseline(user, scope, name, "[concat(parameters('value'), parameters('value'))]"), "");
  }

  /// For the clusters whose tag has that value.
  static Baseline forRing(ConfigUser user, PolicyScope scope, String name, String ring) {
    return defined(new Baseline(user, scope, name, VALUE), ring);
  }

  private static Baseline defined(Baseline baseline, String ring) {
    ObjectNode rule = object();
    ArrayNode conditions = rule.putObject("if").putArray("allOf");
    conditions.addObject().put("field", "type").put("equals", CLUSTERS);
    if (!ring.isEmpty()) {
      conditions.addObject().put("field", "tags." + TAG).put("equals", ring);
    }
    ObjectNode then = rule.putObject("then").put("effect", "deployIfNotExists");
    then.set("details", baseline.details());
    baseline.define(rule);
    return baseline;
  }

  private void define(ObjectNode rule) {
    ObjectNode properties = object().put("mode", "Indexed").put("policyType", "Custom");
    properties.putObject("parameters").putObject("value").put("type", "String");
    properties.set("policyRule", rule);
    user.put(definition, object().set("properties", properties)).expect(200, 201);
  }

  private ObjectNode details() {
    ObjectNode details = object().put("type", FLUX);
    details.putArray("roleDefinitionIds").add("/providers/microsoft.authorization/x");
    ObjectNode deployment = details.putObject("deployment").putObject("properties");
    deployment.put("mode", "incremental");
    ObjectNode given = deployment.putObject("parameters");
    given.putObject("cluster").put("value", "[field('name')]");
    given.putObject("value").put("value", "[parameters('value')]");
    ObjectNode template = deployment.putObject("template");
    template.put(
        "$schema",
        "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#");
    template.put("contentVersion", "1.0.0.0");
    ObjectNode declared = template.putObject("parameters");
    declared.putObject("cluster").put("type", "string");
    declared.putObject("value").put("type", "string");
    ObjectNode resource = template.putArray("resources").addObject();
    resource.put("type", FLUX).put("apiVersion", "2023-05-01").put("name", name);
    resource.put("scope", "[concat('" + CLUSTERS + "/', parameters('cluster'))]");
    ObjectNode wanted = resource.putObject("properties").put("sourceKind", "GitRepository");
    ObjectNode repository = wanted.putObject("gitRepository");
    repository.put("url", "https://git.example.com/platform/baseline");
    repository.putObject("repositoryRef").put("branch", "main");
    wanted.putObject("kustomizations").putObject("main").put("path", path);
    return details;
  }

  /// Puts it in force, or changes the value that its configurations carry.
  public Answer assign(String value) {
    ObjectNode properties = object().put("policyDefinitionId", definition.toString());
    properties.putObject("parameters").putObject("value").put("value", value);
    properties.putObject("metadata").putObject("fairlead").put("onUnassign", "remove");
    return user.put(assignment, object().set("properties", properties)).expect(200, 201);
  }

  /// Exempts the whole resource group until then.
  void exemptUntil(Instant end) {
    ObjectNode properties = object().put("policyAssignmentId", assignment.toString());
    properties.put("exemptionCategory", "Waiver").put("expiresOn", end.toString());
    user.put(exemption, object().set("properties", properties)).expect(200, 201);
  }

  /// Its configuration of a cluster.
  public ResourceId of(ResourceId cluster) {
    return cluster.extension(FLUX, name);
  }

  PolicyId assignment() {
    return assignment;
  }

  /// Takes all of it away.
  @Override
  public void close() {
    user.delete(exemption).expect(200, 204);
    user.delete(assignment).expect(200, 204);
    user.delete(definition).expect(200, 204);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// An assignment of a definition without parameters.
  static JsonNode assigned(PolicyId definition) {
    return object().set("properties", object().put("policyDefinitionId", definition.toString()));
  }

  /// A definition that only looks at clusters.
  static JsonNode audit() {
    ObjectNode rule = object();
    rule.putObject("if").put("field", "type").put("equals", CLUSTERS);
    rule.putObject("then").put("effect", "audit");
    ObjectNode properties = object().put("mode", "Indexed").put("policyType", "Custom");
    properties.set("policyRule", rule);
    return object().set("properties", properties);
  }
}

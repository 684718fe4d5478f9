package io.fairlead.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Policies to evaluate.
final class Samples {
  static final String SUBSCRIPTION = "/subscriptions/s-1";
  static final String GROUP = SUBSCRIPTION + "/resourceGroups/fleet";
  static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  static final Instant ASSIGNED = Instant.parse("2026-11-01T00:00:00Z");
  static final long EPOCH = 7;

  /// Deploys the Flux configuration `name` with the repository `url` to clusters whose tag `ring`
  /// is that of the parameter, or to all.
  static final String DEPLOY =
      """
      {'mode': 'Indexed',
       'parameters': {
         'name': {'type': 'String', 'defaultValue': 'base'},
         'url': {'type': 'String', 'defaultValue': 'https://git.example/base'},
         'ring': {'type': 'String', 'defaultValue': ''},
         'effect': {'type': 'String', 'defaultValue': 'DeployIfNotExists'}},
       'policyRule': {
         'if': {'allOf': [
           {'field': 'type', 'equals': 'Microsoft.Kubernetes/connectedClusters'},
           {'anyOf': [
             {'value': "[parameters('ring')]", 'equals': ''},
             {'field': 'tags.ring', 'equals': "[parameters('ring')]"}]}]},
         'then': {
           'effect': "[parameters('effect')]",
           'details': {
             'type': 'Microsoft.KubernetesConfiguration/fluxConfigurations',
             'roleDefinitionIds': ['/roles/contributor'],
             'deployment': {'properties': {
               'mode': 'incremental',
               'parameters': {
                 'name': {'value': "[parameters('name')]"},
                 'url': {'value': "[parameters('url')]"},
                 'cluster': {'value': "[field('name')]"}},
               'template': {
                 'contentVersion': '1.0.0.0',
                 'parameters': {
                   'name': {'type': 'string'},
                   'url': {'type': 'string'},
                   'cluster': {'type': 'string'}},
                 'resources': [{
                   'type': 'Microsoft.KubernetesConfiguration/fluxConfigurations',
                   'apiVersion': '2025-04-01',
                   'name': "[parameters('name')]",
                   'scope': "[concat('Microsoft.Kubernetes/connectedClusters/', parameters('cluster'))]",
                   'properties': {
                     'gitRepository': {
                       'url': "[parameters('url')]",
                       'repositoryRef': {'branch': 'main', 'tag': null}}}}]}}}}}}}
      """;

  private Samples() {}

  /// JSON in which apostrophes stand for quotation marks, but for those within quotation marks.
  static JsonNode json(String text) {
    StringBuilder json = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      json.append(c == '\'' && !quoted ? '"' : c);
    }
    return Json.readTree(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  static PolicyId id(String scope, PolicyType type, String name) {
    return PolicyId.of(PolicyScope.parse(scope), type, name);
  }

  static PolicyId definitionId(String name) {
    return id(SUBSCRIPTION, PolicyType.DEFINITION, name);
  }

  static PolicyId assignmentId(String name) {
    return id(SUBSCRIPTION, PolicyType.ASSIGNMENT, name);
  }

  static PolicyState state(PolicyId id, JsonNode properties) {
    return new PolicyState(
        id,
        UUID.nameUUIDFromBytes(id.key().getBytes(StandardCharsets.UTF_8)),
        1,
        EPOCH,
        properties,
        ASSIGNED);
  }

  static PolicyState definition(String name, String properties) {
    return state(definitionId(name), json(properties));
  }

  /// The definition [#DEPLOY] with another text in the place of some text in it.
  static PolicyState deploy(String name, String target, String replacement) {
    if (!DEPLOY.contains(target)) {
      throw new IllegalArgumentException("not in the definition: " + target);
    }
    return definition(name, DEPLOY.replace(target, replacement));
  }

  /// The definition `deploy`.
  static PolicyState deploy() {
    return definition("deploy", DEPLOY);
  }

  /// An initiative with a definition for each reference, `'reference': 'definition'`, which is
  /// passed the reference as its parameter `name` if it is `deploy`.
  static PolicyState initiative(String name, Map<String, String> entries) {
    ObjectNode properties = Json.mapper().createObjectNode();
    properties.putObject("parameters").putObject("url").put("type", "String");
    var list = properties.putArray("policyDefinitions");
    entries.forEach(
        (reference, definition) -> {
          ObjectNode entry = list.addObject();
          entry.put("policyDefinitionReferenceId", reference);
          entry.put("policyDefinitionId", definitionId(definition).toString());
          if (definition.equals("deploy")) {
            ObjectNode passed = entry.putObject("parameters");
            passed.putObject("name").put("value", reference);
            passed.putObject("url").put("value", "[parameters('url')]");
          }
        });
    return state(id(SUBSCRIPTION, PolicyType.SET_DEFINITION, name), properties);
  }

  /// An assignment in the subscription.
  ///
  /// @param target the name of a definition
  /// @param properties others, such as `{'notScopes': […]}`
  static PolicyState assignment(String name, String target, String properties) {
    return assignment(SUBSCRIPTION, name, definitionId(target), properties);
  }

  static PolicyState assignment(String scope, String name, PolicyId target, String properties) {
    ObjectNode all = (ObjectNode) json(properties);
    all.put("policyDefinitionId", target.toString());
    return state(id(scope, PolicyType.ASSIGNMENT, name), all);
  }

  /// An assignment of the definition `deploy`.
  ///
  /// @param parameters such as `'name': 'base', 'ring': 'canary'`
  /// @param properties others, without braces; empty for none
  static PolicyState deploying(String name, String parameters, String properties) {
    ObjectNode given = Json.mapper().createObjectNode();
    json("{" + parameters + "}")
        .forEachEntry((key, value) -> given.putObject(key).set("value", value));
    ObjectNode all = (ObjectNode) json("{" + properties + "}");
    all.set("parameters", given);
    all.put("policyDefinitionId", definitionId("deploy").toString());
    return state(assignmentId(name), all);
  }

  /// For an assignment that takes back what it deployed.
  static String removing() {
    return "'metadata': {'fairlead': {'onUnassign': 'remove'}}";
  }

  static PolicyState exemption(String scope, String name, String assignment, String properties) {
    ObjectNode all = (ObjectNode) json("{" + properties + "}");
    all.put("policyAssignmentId", assignmentId(assignment).toString());
    all.put("exemptionCategory", "Waiver");
    return state(id(scope, PolicyType.EXEMPTION, name), all);
  }

  /// The same with the next generation and other properties.
  static PolicyState changed(PolicyState state, PolicyState to) {
    return new PolicyState(
        state.id(),
        state.uid(),
        state.generation() + 1,
        state.epoch(),
        to.properties(),
        state.changedAt());
  }

  /// The same as another incarnation.
  static PolicyState again(PolicyState state) {
    return new PolicyState(
        state.id(),
        UUID.randomUUID(),
        state.generation() + 1,
        state.epoch(),
        state.properties(),
        state.changedAt());
  }

  /// The definition `deploy`, or a variant of it, assigned as `a` with its defaults.
  static PolicySet assigned(PolicyState definition) {
    return policies(definition, deploying("a", "", ""));
  }

  static PolicySet policies(PolicyState... states) {
    return PolicySet.EMPTY.with(List.of(states), List.of());
  }
}

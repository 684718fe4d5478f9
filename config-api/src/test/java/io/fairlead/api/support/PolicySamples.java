package io.fairlead.api.support;

import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest.Reply;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Policies that tests assign.
public final class PolicySamples {
  public static final String PROVIDER =
      "/subscriptions/" + SUBSCRIPTION + "/providers/Microsoft.Authorization/";

  public static final String ASSIGNMENTS =
      GROUP + "/providers/Microsoft.Authorization/policyAssignments/";

  /// Gives every cluster with the tag `stage` a Flux configuration `baseline`.
  public static final String DEPLOY =
      """
      {"properties": {"mode": "Indexed", "displayName": "Baseline",
       "metadata": {"category": "Kubernetes"},
       "parameters": {
         "url": {"type": "String", "defaultValue": "https://git.example.com/fleet"},
         "branch": {"type": "String", "defaultValue": "main"}},
       "policyRule": {
         "if": {"allOf": [
           {"field": "type", "equals": "Microsoft.Kubernetes/connectedClusters"},
           {"field": "tags['stage']", "exists": true}]},
         "then": {"effect": "deployIfNotExists", "details": {
           "type": "Microsoft.KubernetesConfiguration/fluxConfigurations",
           "roleDefinitionIds": ["/roles/contributor"],
           "deployment": {"properties": {"mode": "incremental",
             "parameters": {
               "url": {"value": "[parameters('url')]"},
               "branch": {"value": "[parameters('branch')]"},
               "cluster": {"value": "[field('name')]"}},
             "template": {"contentVersion": "1.0.0.0",
               "parameters": {"url": {"type": "string"}, "branch": {"type": "string"},
                 "cluster": {"type": "string"}},
               "resources": [{
                 "type": "Microsoft.KubernetesConfiguration/fluxConfigurations",
                 "apiVersion": "2023-05-01",
                 "name": "baseline",
                 "scope": "[concat('Microsoft.Kubernetes/connectedClusters/', parameters('cluster'))]",
                 "properties": {
                   "gitRepository": {"url": "[parameters('url')]",
                     "repositoryRef": {"branch": "[parameters('branch')]"}},
                   "kustomizations": {"apps": {"path": "./apps"}}}}]}}}}}}}}
      """;

  /// [#DEPLOY] with a key from the secret that is named by a parameter, in the vault `fleet`.
  public static final String DEPLOY_WITH_SECRET =
      DEPLOY
          .replace(
              "\"url\": {\"type\": \"String\"",
              "\"secret\": {\"type\": \"String\"}, \"url\": {\"type\": \"String\"")
          .replace(
              "\"cluster\": {\"value\": \"[field('name')]\"}}",
              """
              "cluster": {"value": "[field('name')]"}, "key": {"reference": {
                "keyVault": {"id": "/of/some/vaults/fleet"},
                "secretName": "[parameters('secret')]"}}}
              """)
          .replace(
              "\"cluster\": {\"type\": \"string\"}}",
              "\"cluster\": {\"type\": \"string\"}, \"key\": {\"type\": \"securestring\"}}")
          .replace("\"gitRepository\": {", "\"gitRepository\": {\"httpsUser\": \"robot\", ")
          .replace(
              "\"kustomizations\":",
              """
              "configurationProtectedSettings": {"httpsKey": "[parameters('key')]"},
              "kustomizations":""");

  /// Audits configurations that are not suspended.
  public static final String AUDIT =
      """
      {"properties": {"mode": "All", "displayName": "Suspended",
       "policyRule": {
         "if": {"allOf": [
           {"field": "type", "equals": "Microsoft.KubernetesConfiguration/fluxConfigurations"},
           {"field": "Microsoft.KubernetesConfiguration/fluxConfigurations/suspend",
            "equals": false}]},
         "then": {"effect": "audit"}}}}
      """;

  private PolicySamples() {}

  /// Puts a definition.
  public static void define(ApiUnderTest api, String name, String body) {
    Reply defined = api.put(PROVIDER + "policyDefinitions/" + name, body);
    assertThat(defined.status()).as(defined.text()).isEqualTo(201);
  }

  /// Puts an initiative.
  ///
  /// @param references that the definition has in it, `r0` and so on
  public static void initiate(ApiUnderTest api, String name, String definition, int references) {
    String entries =
        IntStream.range(0, references)
            .mapToObj(
                i ->
                    "{\"policyDefinitionReferenceId\": \"r%d\", \"policyDefinitionId\": \"%spolicyDefinitions/%s\"}"
                        .formatted(i, PROVIDER, definition))
            .collect(Collectors.joining(","));
    Reply defined =
        api.put(
            PROVIDER + "policySetDefinitions/" + name,
            "{\"properties\": {\"policyDefinitions\": [" + entries + "]}}");
    assertThat(defined.status()).as(defined.text()).isEqualTo(201);
  }

  /// The body of an assignment.
  ///
  /// @param more further properties, each preceded by a comma
  public static String assignment(String definition, String more) {
    return "{\"properties\": {\"policyDefinitionId\": \"%spolicyDefinitions/%s\"%s}}"
        .formatted(PROVIDER, definition, more);
  }
}

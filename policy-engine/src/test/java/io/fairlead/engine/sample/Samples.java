package io.fairlead.engine.sample;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.ManagedBy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A small fleet, and a policy that deploys the configuration `baseline` to its clusters with the
/// tag `env=prod`.
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  public static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  public static final UUID CLUSTER_UID = new UUID(1, 1);
  public static final UUID CONFIGURATION_UID = new UUID(2, 1);
  public static final UUID ASSIGNMENT_UID = new UUID(3, 1);
  public static final long EPOCH = 7;
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";

  private Samples() {}

  public static ResourceId cluster(String name) {
    return ResourceId.cluster(
        SUBSCRIPTION, "fleet", "Microsoft.Kubernetes/connectedClusters", name);
  }

  public static ResourceId baseline(ResourceId cluster) {
    return cluster.extension(FLUX, "baseline");
  }

  /// A cluster as the store publishes it.
  ///
  /// @param env the value of the tag
  public static ClusterState clusterState(ResourceId id, long generation, String env) {
    return new ClusterState(
        id,
        CLUSTER_UID,
        generation,
        EPOCH,
        "westeurope",
        Map.of("env", env),
        "key",
        Instant.parse("2026-11-28T11:00:00Z"));
  }

  /// The configuration as the store writes it when it was asked to.
  public static ConfigurationState written(Deployment deployment, long generation) {
    Deployment.Action.Write write = (Deployment.Action.Write) deployment.action();
    Deployment.Basis basis = deployment.basis();
    return new ConfigurationState(
        deployment.configuration(),
        CONFIGURATION_UID,
        generation,
        EPOCH,
        Lifecycle.Active,
        write.properties(),
        Instant.parse("2026-11-28T11:30:00Z"),
        new ManagedBy(
            basis.assignment(),
            basis.assignmentUid(),
            basis.reference(),
            write.digest(),
            write.onUnassign(),
            generation));
  }

  /// The same, edited by somebody.
  public static ConfigurationState edited(ConfigurationState state) {
    return new ConfigurationState(
        state.id(),
        state.uid(),
        state.generation() + 1,
        state.epoch(),
        state.lifecycle(),
        state.properties(),
        state.changedAt(),
        state.managedBy());
  }

  public static Report report(ResourceId cluster, long sequence, ReportBody body) {
    return report(cluster, EPOCH, 1, sequence, body);
  }

  public static Report report(
      ResourceId cluster, long epoch, long session, long sequence, ReportBody body) {
    return new Report(
        cluster, CLUSTER_UID, epoch, session, sequence, NOW.plusSeconds(sequence), body);
  }

  public static ReportBody.Statuses status(ConfigurationVersion version, Compliance compliance) {
    return new ReportBody.Statuses(List.of(statusOf(version, compliance, null)));
  }

  public static ConfigurationStatus statusOf(
      ConfigurationVersion version, Compliance compliance, @Nullable String message) {
    return new ConfigurationStatus(version, compliance, message, NOW, null, null, null, null, null);
  }

  public static PolicyId definitionId() {
    return PolicyId.parse(
        "/subscriptions/" + SUBSCRIPTION + AUTHORIZATION + "policyDefinitions/baseline");
  }

  public static PolicyId assignmentId() {
    return PolicyId.parse(
        "/subscriptions/" + SUBSCRIPTION + AUTHORIZATION + "policyAssignments/baseline");
  }

  public static PolicyId exemptionId() {
    return PolicyId.parse(
        "/subscriptions/" + SUBSCRIPTION + AUTHORIZATION + "policyExemptions/pause");
  }

  public static PolicyState definition() {
    return policy(
        definitionId(),
        1,
        """
        {"mode": "Indexed", "policyRule": {
          "if": {"allOf": [
            {"field": "type", "equals": "Microsoft.Kubernetes/connectedClusters"},
            {"field": "tags['env']", "equals": "prod"}]},
          "then": {"effect": "deployIfNotExists", "details": {
            "type": "Microsoft.KubernetesConfiguration/fluxConfigurations",
            "name": "baseline",
            "roleDefinitionIds": ["/providers/Microsoft.Authorization/roleDefinitions/contributor"],
            "deployment": {"properties": {
              "mode": "Incremental",
              "parameters": {"cluster": {"value": "[field('name')]"}},
              "template": {
                "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                "contentVersion": "1.0.0.0",
                "parameters": {"cluster": {"type": "string"}},
                "resources": [{
                  "type": "Microsoft.KubernetesConfiguration/fluxConfigurations",
                  "apiVersion": "2023-05-01",
                  "name": "baseline",
                  "scope": "[concat('Microsoft.Kubernetes/connectedClusters/', parameters('cluster'))]",
                  "properties": {
                    "gitRepository": {
                      "url": "https://github.com/example/fleet",
                      "repositoryRef": {"branch": "main"}},
                    "kustomizations": {"apps": {"path": "./apps", "prune": true}}}}]}}}}}}}
        """);
  }

  /// The definition, assigned to the subscription.
  ///
  /// @param onUnassign `keep` or `remove`
  public static PolicyState assignment(String onUnassign) {
    return policy(
        assignmentId(),
        1,
        """
        {"policyDefinitionId": "%s", "enforcementMode": "Default",
         "metadata": {"fairlead": {"onUnassign": "%s"}}}
        """
            .formatted(definitionId(), onUnassign));
  }

  public static PolicyState exemption(Instant expires) {
    return policy(
        exemptionId(),
        1,
        """
        {"policyAssignmentId": "%s", "exemptionCategory": "Waiver", "expiresOn": "%s"}
        """
            .formatted(assignmentId(), expires));
  }

  /// Another policy of the subscription.
  ///
  /// @param typeAndName such as `policyDefinitions/audit`
  public static PolicyState policy(String typeAndName, String properties) {
    return policy(
        PolicyId.parse("/subscriptions/" + SUBSCRIPTION + AUTHORIZATION + typeAndName),
        1,
        properties);
  }

  private static PolicyState policy(PolicyId id, long generation, String properties) {
    return new PolicyState(
        id,
        ASSIGNMENT_UID,
        generation,
        EPOCH,
        json(properties),
        Instant.parse("2026-11-28T10:00:00Z"));
  }

  public static JsonNode json(String text) {
    return Json.readTree(text.getBytes(StandardCharsets.UTF_8));
  }
}

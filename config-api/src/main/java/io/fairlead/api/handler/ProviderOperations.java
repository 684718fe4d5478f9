package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// A provider's list of operations, which tools read to learn what may be permitted.
///
/// @param provider such as `Microsoft.Kubernetes`
/// @param actions what it offers
public record ProviderOperations(String provider, List<Action> actions) {
  /// The operations of `Microsoft.Kubernetes`.
  public static final ProviderOperations KUBERNETES =
      new ProviderOperations(
          "Microsoft.Kubernetes",
          List.of(
              new Action("connectedClusters", "read", "Read a connected cluster"),
              new Action("connectedClusters", "write", "Create or change a connected cluster"),
              new Action("connectedClusters", "delete", "Delete a connected cluster"),
              new Action("operations", "read", "List the operations of the provider")));

  /// The operations of `Microsoft.KubernetesConfiguration`.
  public static final ProviderOperations CONFIGURATION =
      new ProviderOperations(
          "Microsoft.KubernetesConfiguration",
          List.of(
              new Action("fluxConfigurations", "read", "Read a Flux v2 configuration"),
              new Action("fluxConfigurations", "write", "Create or change a Flux v2 configuration"),
              new Action("fluxConfigurations", "delete", "Delete a Flux v2 configuration"),
              new Action(
                  "fluxConfigurations/operations", "read", "Read the status of an operation"),
              new Action("sourceControlConfigurations", "read", "Read a Flux v1 configuration"),
              new Action(
                  "sourceControlConfigurations",
                  "write",
                  "Create or change a Flux v1 configuration"),
              new Action("sourceControlConfigurations", "delete", "Delete a Flux v1 configuration"),
              new Action("operations", "read", "List the operations of the provider")));

  /// The operations of `Microsoft.ContainerService`.
  public static final ProviderOperations CONTAINER_SERVICE =
      new ProviderOperations(
          "Microsoft.ContainerService",
          List.of(
              new Action("managedClusters", "read", "Read a managed cluster"),
              new Action("managedClusters", "write", "Create or change a managed cluster"),
              new Action("managedClusters", "delete", "Delete a managed cluster"),
              new Action("operations", "read", "List the operations of the provider")));

  /// The operations of `Microsoft.Authorization`: Azure Policy's.
  public static final ProviderOperations AUTHORIZATION =
      new ProviderOperations(
          "Microsoft.Authorization",
          List.of(
              new Action("policyDefinitions", "read", "Read a policy definition"),
              new Action("policyDefinitions", "write", "Create or change a policy definition"),
              new Action("policyDefinitions", "delete", "Delete a policy definition"),
              new Action("policySetDefinitions", "read", "Read an initiative"),
              new Action("policySetDefinitions", "write", "Create or change an initiative"),
              new Action("policySetDefinitions", "delete", "Delete an initiative"),
              new Action("policyAssignments", "read", "Read a policy assignment"),
              new Action("policyAssignments", "write", "Create or change a policy assignment"),
              new Action("policyAssignments", "delete", "Delete a policy assignment"),
              new Action(
                  "policyAssignments/preview", "action", "Ask what a policy assignment would do"),
              new Action("policyAssignments/exempt", "action", "Exempt from a policy assignment"),
              new Action("policyExemptions", "read", "Read a policy exemption"),
              new Action("policyExemptions", "write", "Create or change a policy exemption"),
              new Action("policyExemptions", "delete", "Delete a policy exemption"),
              new Action("roleAssignments", "read", "Read a role assignment"),
              new Action("roleAssignments", "write", "Create or change a role assignment"),
              new Action("roleAssignments", "delete", "Delete a role assignment"),
              new Action("roleDefinitions", "read", "Read a role definition"),
              new Action("operations", "read", "List the operations of the provider")));

  /// The operations of `Microsoft.PolicyInsights`.
  public static final ProviderOperations INSIGHTS =
      new ProviderOperations(
          "Microsoft.PolicyInsights",
          List.of(
              new Action(
                  "policyStates/queryResults", "read", "Ask how resources stand to policies"),
              new Action("policyStates/summarize", "read", "Count how resources stand to policies"),
              new Action(
                  "policyStates/triggerEvaluation", "action", "Ask for an evaluation of policies"),
              new Action("remediations", "read", "Read a remediation"),
              new Action("remediations", "write", "Create a remediation"),
              new Action("remediations", "delete", "Delete a remediation"),
              new Action("remediations/cancel", "action", "Cancel a remediation"),
              new Action(
                  "remediations/listDeployments", "read", "List the deployments of a remediation"),
              new Action("asyncOperationResults", "read", "Read the end of an evaluation"),
              new Action("operations", "read", "List the operations of the provider")));

  /// One entry.
  ///
  /// @param resource the type
  /// @param verb `read`, `write`, `delete` or `action`
  /// @param description for people
  public record Action(String resource, String verb, String description) {}

  public ProviderOperations {
    actions = List.copyOf(actions);
  }

  /// `GET /providers/{provider}/operations`.
  public Uni<Answer> list(ArmRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode value = body.putArray("value");
    for (Action action : actions) {
      ObjectNode entry =
          value
              .addObject()
              .put("name", provider + "/" + action.resource() + "/" + action.verb())
              .put("isDataAction", false)
              .put("origin", "user,system");
      entry
          .putObject("display")
          .put("provider", provider)
          .put("resource", action.resource())
          .put("operation", action.verb())
          .put("description", action.description());
    }
    return Uni.createFrom().item(Answer.of(200, body));
  }
}

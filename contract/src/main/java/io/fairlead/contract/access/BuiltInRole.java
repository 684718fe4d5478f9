package io.fairlead.contract.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The roles that there are, with the ids, actions and exceptions that Azure has published of them.
public enum BuiltInRole {
  OWNER(
      "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
      "Owner",
      "Grants full access to manage all resources, including the ability to assign roles.",
      List.of("*"),
      List.of()),
  CONTRIBUTOR(
      "b24988ac-6180-42a0-ab88-20f7382dd24c",
      "Contributor",
      "Grants full access to manage all resources, but does not allow you to assign roles or"
          + " policies.",
      List.of("*"),
      List.of(
          "Microsoft.Authorization/*/Delete",
          "Microsoft.Authorization/*/Write",
          "Microsoft.Authorization/elevateAccess/Action",
          "Microsoft.Blueprint/blueprintAssignments/write",
          "Microsoft.Blueprint/blueprintAssignments/delete",
          "Microsoft.Compute/galleries/share/action",
          "Microsoft.Purview/consents/write",
          "Microsoft.Purview/consents/delete",
          "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
          "Microsoft.Subscription/cancel/action",
          "Microsoft.Subscription/enable/action")),
  READER(
      "acdd72a7-3385-48ef-bd42-f606fba81ae7",
      "Reader",
      "View all resources, but does not allow you to make any changes.",
      List.of("*/read"),
      List.of()),
  USER_ACCESS_ADMINISTRATOR(
      "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
      "User Access Administrator",
      "Lets you manage user access to resources.",
      List.of("*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"),
      List.of()),
  RESOURCE_POLICY_CONTRIBUTOR(
      "36243c78-bf99-498c-9df9-86d9f8d28608",
      "Resource Policy Contributor",
      "Users with rights to create and modify resource policy, create support tickets and read"
          + " resources and hierarchy.",
      List.of(
          "*/read",
          "Microsoft.Authorization/policyassignments/*",
          "Microsoft.Authorization/policydefinitions/*",
          "Microsoft.Authorization/policyexemptions/*",
          "Microsoft.Authorization/policysetdefinitions/*",
          "Microsoft.PolicyInsights/*",
          "Microsoft.Support/*"),
      List.of()),
  ARC_ONBOARDING(
      "34e09817-6cbe-4d01-b1a2-e0eac5743d41",
      "Kubernetes Cluster - Azure Arc Onboarding",
      "Role definition to authorize any user or service to create connectedClusters resource.",
      List.of(
          "Microsoft.Authorization/*/read",
          "Microsoft.Insights/alertRules/*",
          "Microsoft.Resources/deployments/write",
          "Microsoft.Resources/subscriptions/operationresults/read",
          "Microsoft.Resources/subscriptions/read",
          "Microsoft.Resources/subscriptions/resourceGroups/read",
          "Microsoft.Kubernetes/connectedClusters/Write",
          "Microsoft.Kubernetes/connectedClusters/read",
          "Microsoft.Support/*"),
      List.of());

  private final String id;
  private final String roleName;
  private final String description;
  private final List<String> actions;
  private final List<String> notActions;
  private final List<Pattern> permitted;
  private final List<Pattern> excepted;

  BuiltInRole(
      String id,
      String roleName,
      String description,
      List<String> actions,
      List<String> notActions) {
    this.id = id;
    this.roleName = roleName;
    this.description = description;
    this.actions = actions;
    this.notActions = notActions;
    this.permitted = actions.stream().map(BuiltInRole::pattern).toList();
    this.excepted = notActions.stream().map(BuiltInRole::pattern).toList();
  }

  /// A `*` stands for any text, slashes included; letter case does not matter.
  private static Pattern pattern(String wildcard) {
    return Pattern.compile(
        Arrays.stream(wildcard.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        Pattern.CASE_INSENSITIVE);
  }

  /// The role of a name or an id, in any letter case.
  public static Optional<BuiltInRole> find(String nameOrId) {
    String wanted = nameOrId.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(r -> r.id.equals(wanted) || r.roleName.toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }

  /// The id, a UUID in lower case.
  public String id() {
    return id;
  }

  /// Such as `Reader`.
  public String roleName() {
    return roleName;
  }

  public String description() {
    return description;
  }

  /// What it permits, with wildcards.
  public List<String> actions() {
    return actions;
  }

  /// What of that it does not permit after all.
  public List<String> notActions() {
    return notActions;
  }

  /// Whether it permits an action, such as `Microsoft.Kubernetes/connectedClusters/read`.
  public boolean permits(String action) {
    return permitted.stream().anyMatch(p -> p.matcher(action).matches())
        && excepted.stream().noneMatch(p -> p.matcher(action).matches());
  }
}

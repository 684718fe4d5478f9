package io.fairlead.api.operation;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The published api-versions of a resource type. All of them behave alike here.
///
/// @param type the type's name without its provider, such as `connectedClusters`; null for what ARM
///     itself answers, such as subscriptions, because ARM then refuses in other words
/// @param accepted oldest first
public record ApiVersions(@Nullable String type, List<String> accepted) {
  public static final ApiVersions CONNECTED_CLUSTERS =
      new ApiVersions("connectedClusters", PublishedVersions.KUBERNETES);

  public static final ApiVersions KUBERNETES_OPERATIONS =
      new ApiVersions("operations", PublishedVersions.KUBERNETES);

  public static final ApiVersions SOURCE_CONTROL_CONFIGURATIONS =
      new ApiVersions(
          "sourceControlConfigurations", PublishedVersions.SOURCE_CONTROL_CONFIGURATIONS);

  public static final ApiVersions FLUX_CONFIGURATIONS =
      new ApiVersions("fluxConfigurations", PublishedVersions.FLUX_CONFIGURATIONS);

  public static final ApiVersions CONFIGURATION_OPERATIONS =
      new ApiVersions(
          "operations",
          union(
              PublishedVersions.SOURCE_CONTROL_CONFIGURATIONS,
              PublishedVersions.FLUX_CONFIGURATIONS));

  public static final ApiVersions MANAGED_CLUSTERS =
      new ApiVersions("managedClusters", PublishedVersions.CONTAINER_SERVICE);

  public static final ApiVersions CONTAINER_SERVICE_OPERATIONS =
      new ApiVersions("operations", PublishedVersions.CONTAINER_SERVICE);

  public static final ApiVersions POLICY_DEFINITIONS =
      new ApiVersions("policyDefinitions", PublishedVersions.POLICY);

  public static final ApiVersions POLICY_SET_DEFINITIONS =
      new ApiVersions("policySetDefinitions", PublishedVersions.POLICY);

  public static final ApiVersions POLICY_ASSIGNMENTS =
      new ApiVersions("policyAssignments", PublishedVersions.POLICY);

  public static final ApiVersions POLICY_EXEMPTIONS =
      new ApiVersions("policyExemptions", PublishedVersions.POLICY_EXEMPTIONS);

  public static final ApiVersions ROLE_ASSIGNMENTS =
      new ApiVersions("roleAssignments", PublishedVersions.ROLES);

  public static final ApiVersions ROLE_DEFINITIONS =
      new ApiVersions("roleDefinitions", PublishedVersions.ROLES);

  public static final ApiVersions AUTHORIZATION_OPERATIONS =
      new ApiVersions(
          "operations", union(PublishedVersions.POLICY, PublishedVersions.POLICY_EXEMPTIONS));

  public static final ApiVersions POLICY_STATES =
      new ApiVersions("policyStates", PublishedVersions.POLICY_STATES);

  public static final ApiVersions REMEDIATIONS =
      new ApiVersions("remediations", PublishedVersions.REMEDIATIONS);

  public static final ApiVersions INSIGHTS_OPERATIONS =
      new ApiVersions(
          "operations", union(PublishedVersions.POLICY_STATES, PublishedVersions.REMEDIATIONS));

  public static final ApiVersions RESOURCES = new ApiVersions(null, PublishedVersions.RESOURCES);

  public ApiVersions {
    accepted = List.copyOf(accepted);
  }

  private static List<String> union(List<String> one, List<String> other) {
    var all = new TreeSet<>(one);
    all.addAll(other);
    return new ArrayList<>(all);
  }

  /// Checks the `api-version` of a request.
  ///
  /// @throws ArmException (400) when it is missing or not one of these; the message lists them
  public void check(QueryParameters query) {
    String version =
        query
            .value("api-version")
            .orElseThrow(
                () ->
                    new ArmException(
                        ArmErrorCode.MissingApiVersionParameter,
                        "The api-version query parameter (?api-version=) is required for all"
                            + " requests. The supported api-versions are '"
                            + String.join(", ", accepted)
                            + "'."));
    if (accepted.stream().noneMatch(version::equalsIgnoreCase)) {
      throw new ArmException(unknown(Shown.of(version)));
    }
  }

  private ArmError unknown(String version) {
    if (type == null) {
      return ArmError.of(
          ArmErrorCode.InvalidApiVersionParameter,
          "The api-version '%s' is invalid. The supported versions are '%s'."
              .formatted(version, String.join(",", accepted)));
    }
    return ArmError.of(
        ArmErrorCode.NoRegisteredProviderFound,
        "No registered resource provider found for API version '%s' for type '%s'. The supported api-versions are '%s'."
            .formatted(version, type, String.join(", ", accepted)));
  }
}

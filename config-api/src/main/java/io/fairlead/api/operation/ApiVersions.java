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
      new ApiVersions("connectedClusters", kubernetes());

  public static final ApiVersions KUBERNETES_OPERATIONS =
      new ApiVersions("operations", kubernetes());

  public static final ApiVersions SOURCE_CONTROL_CONFIGURATIONS =
      new ApiVersions(
          "sourceControlConfigurations",
          List.of(
              "2019-11-01-preview",
              "2020-07-01-preview",
              "2020-10-01-preview",
              "2021-03-01",
              "2021-05-01-preview",
              "2021-11-01-preview",
              "2022-01-01-preview",
              "2022-03-01",
              "2022-07-01",
              "2022-11-01",
              "2023-05-01",
              "2024-06-01-preview"));

  public static final ApiVersions FLUX_CONFIGURATIONS =
      new ApiVersions(
          "fluxConfigurations",
          List.of(
              "2021-06-01-preview",
              "2021-11-01-preview",
              "2022-01-01-preview",
              "2022-03-01",
              "2022-07-01",
              "2022-11-01",
              "2023-05-01",
              "2024-04-01-preview",
              "2024-11-01",
              "2025-04-01",
              "2026-07-01-preview"));

  public static final ApiVersions CONFIGURATION_OPERATIONS =
      new ApiVersions(
          "operations",
          union(SOURCE_CONTROL_CONFIGURATIONS.accepted(), FLUX_CONFIGURATIONS.accepted()));

  public static final ApiVersions MANAGED_CLUSTERS =
      new ApiVersions(
          "managedClusters",
          List.of(
              ("2020-11-01 2020-12-01 2021-02-01 2021-03-01 2021-05-01 2021-07-01 2021-08-01"
                      + " 2021-09-01 2021-10-01 2022-01-01 2022-02-01 2022-03-01 2022-04-01"
                      + " 2022-06-01 2022-07-01 2022-09-01 2022-11-01 2023-01-01 2023-02-01"
                      + " 2023-03-01 2023-04-01 2023-05-01 2023-06-01 2023-07-01 2023-08-01"
                      + " 2023-09-01 2023-10-01 2023-11-01 2024-01-01 2024-02-01 2024-05-01"
                      + " 2024-07-01 2024-08-01 2024-09-01 2024-10-01 2025-01-01 2025-02-01"
                      + " 2025-03-01 2025-04-01 2025-05-01")
                  .split(" ")));

  public static final ApiVersions RESOURCES =
      new ApiVersions(
          null,
          List.of(
              ("2016-06-01 2016-09-01 2017-05-10 2018-05-01 2018-06-01 2019-05-01 2019-05-10"
                      + " 2019-06-01 2019-10-01 2019-11-01 2020-01-01 2020-06-01 2020-08-01"
                      + " 2020-10-01 2021-01-01 2021-04-01 2022-09-01 2022-12-01 2023-07-01"
                      + " 2024-03-01 2024-07-01 2024-08-01 2024-11-01 2025-03-01 2025-04-01")
                  .split(" ")));

  public ApiVersions {
    accepted = List.copyOf(accepted);
  }

  private static List<String> kubernetes() {
    return List.of(
        "2020-01-01-preview",
        "2021-03-01",
        "2021-04-01-preview",
        "2021-10-01",
        "2022-05-01-preview",
        "2022-10-01-preview",
        "2023-11-01-preview",
        "2024-01-01",
        "2024-02-01-preview",
        "2024-06-01-preview",
        "2024-07-01-preview",
        "2024-07-15-preview",
        "2024-12-01-preview",
        "2025-08-01-preview",
        "2025-12-01-preview",
        "2026-02-01-preview",
        "2026-05-01");
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

package io.fairlead.api.operation;

import java.util.List;

/// The api-versions that Azure has published of each type, oldest first, from its REST API
/// specifications and the SDKs made of them.
final class PublishedVersions {
  /// `Microsoft.Authorization/roleAssignments` and `roleDefinitions`: the one whose bodies are
  /// these.
  static final List<String> ROLES = list("2022-04-01");

  /// `Microsoft.Kubernetes/connectedClusters` and the provider's operations.
  static final List<String> KUBERNETES =
      list(
          """
          2020-01-01-preview
          2021-03-01 2021-04-01-preview 2021-10-01
          2022-05-01-preview 2022-10-01-preview
          2023-11-01-preview
          2024-01-01 2024-02-01-preview 2024-06-01-preview 2024-07-01-preview 2024-07-15-preview
          2024-12-01-preview
          2025-08-01-preview 2025-12-01-preview
          2026-02-01-preview 2026-05-01
          """);

  /// `Microsoft.KubernetesConfiguration/sourceControlConfigurations`.
  static final List<String> SOURCE_CONTROL_CONFIGURATIONS =
      list(
          """
          2019-11-01-preview
          2020-07-01-preview 2020-10-01-preview
          2021-03-01 2021-05-01-preview 2021-11-01-preview
          2022-01-01-preview 2022-01-15-preview 2022-03-01 2022-07-01 2022-11-01
          2023-05-01
          2024-06-01-preview
          """);

  /// `Microsoft.KubernetesConfiguration/fluxConfigurations`.
  static final List<String> FLUX_CONFIGURATIONS =
      list(
          """
          2021-06-01-preview 2021-11-01-preview
          2022-01-01-preview 2022-01-15-preview 2022-03-01 2022-07-01 2022-11-01
          2023-05-01
          2024-04-01-preview 2024-11-01
          2025-04-01
          2026-07-01-preview
          """);

  /// `Microsoft.ContainerService/managedClusters` and the provider's operations.
  static final List<String> CONTAINER_SERVICE =
      list(
          """
          2017-08-31
          2018-03-31 2018-08-01-preview
          2019-02-01 2019-04-01 2019-06-01 2019-08-01 2019-10-01 2019-11-01
          2020-01-01 2020-02-01 2020-03-01 2020-04-01 2020-06-01 2020-07-01 2020-09-01 2020-11-01
          2020-12-01
          2021-02-01 2021-03-01 2021-05-01 2021-07-01 2021-08-01 2021-09-01 2021-10-01
          2021-11-01-preview
          2022-01-01 2022-01-02-preview 2022-02-01 2022-02-02-preview 2022-03-01
          2022-03-02-preview 2022-04-01 2022-04-02-preview 2022-05-02-preview 2022-06-01
          2022-06-02-preview 2022-07-01 2022-07-02-preview 2022-08-02-preview 2022-08-03-preview
          2022-09-01 2022-09-02-preview 2022-10-02-preview 2022-11-01 2022-11-02-preview
          2023-01-01 2023-01-02-preview 2023-02-01 2023-02-02-preview 2023-03-01
          2023-03-02-preview 2023-04-01 2023-04-02-preview 2023-05-01 2023-05-02-preview
          2023-06-01 2023-06-02-preview 2023-07-01 2023-07-02-preview 2023-08-01
          2023-08-02-preview 2023-09-01 2023-09-02-preview 2023-10-01 2023-10-02-preview
          2023-11-01 2023-11-02-preview
          2024-01-01 2024-01-02-preview 2024-02-01 2024-02-02-preview 2024-03-02-preview
          2024-04-02-preview 2024-05-01 2024-05-02-preview 2024-06-02-preview 2024-07-01
          2024-07-02-preview 2024-08-01 2024-09-01 2024-09-02-preview 2024-10-01
          2024-10-02-preview
          2025-01-01 2025-01-02-preview 2025-02-01 2025-02-02-preview 2025-03-01
          2025-03-02-preview 2025-04-01 2025-04-02-preview 2025-05-01 2025-05-02-preview
          2025-06-02-preview 2025-07-01 2025-07-02-preview 2025-08-01 2025-08-02-preview
          2025-09-01 2025-09-02-preview 2025-10-01 2025-10-02-preview
          2026-01-01 2026-01-02-preview 2026-02-01 2026-02-02-preview 2026-03-01
          2026-03-02-preview 2026-04-01 2026-04-02-preview
          """);

  /// `Microsoft.Authorization/policyDefinitions`, `policySetDefinitions` and `policyAssignments`,
  /// which were published together but for a few versions of one of them: each is answered to any.
  static final List<String> POLICY =
      list(
          """
          2015-10-01-preview 2015-11-01
          2016-04-01 2016-12-01
          2017-06-01-preview
          2018-03-01 2018-05-01
          2019-01-01 2019-06-01 2019-09-01
          2020-03-01 2020-09-01
          2021-06-01
          2022-06-01
          2023-04-01
          2024-04-01 2024-05-01
          2025-01-01 2025-03-01
          """);

  /// `Microsoft.Authorization/policyExemptions`.
  static final List<String> POLICY_EXEMPTIONS =
      list("2020-07-01-preview 2022-07-01-preview 2024-12-01-preview");

  /// `Microsoft.PolicyInsights/policyStates`.
  static final List<String> POLICY_STATES =
      list(
          """
          2017-10-17-preview 2017-12-12-preview
          2018-04-04 2018-07-01-preview
          2019-10-01
          2022-04-01
          2024-10-01
          """);

  /// `Microsoft.PolicyInsights/remediations`.
  static final List<String> REMEDIATIONS =
      list("2018-07-01-preview 2019-07-01 2021-10-01 2024-10-01");

  /// Subscriptions and resource groups, which have lists of their own: each is answered to any of
  /// both.
  static final List<String> RESOURCES =
      list(
          """
          2015-11-01
          2016-02-01 2016-06-01 2016-07-01 2016-09-01
          2017-05-10
          2018-02-01 2018-05-01 2018-06-01
          2019-03-01 2019-05-01 2019-05-10 2019-06-01 2019-07-01 2019-08-01 2019-10-01 2019-11-01
          2020-01-01 2020-06-01 2020-08-01 2020-10-01
          2021-01-01 2021-04-01
          2022-09-01 2022-12-01
          2023-07-01
          2024-03-01 2024-07-01 2024-08-01 2024-11-01
          2025-03-01 2025-04-01
          """);

  private PublishedVersions() {}

  private static List<String> list(String text) {
    return List.of(text.strip().split("\\s+"));
  }
}

package io.fairlead.api.operation;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The providers and their types that this API offers, to tell a type that is not offered from a
/// path that makes no sense.
final class Namespaces {
  private static final Map<String, Namespace> KNOWN =
      Map.of(
          "microsoft.kubernetes",
          new Namespace("Microsoft.Kubernetes", Set.of("connectedclusters", "operations")),
          "microsoft.containerservice",
          new Namespace("Microsoft.ContainerService", Set.of("managedclusters", "operations")),
          "microsoft.kubernetesconfiguration",
          new Namespace(
              "Microsoft.KubernetesConfiguration",
              Set.of("fluxconfigurations", "sourcecontrolconfigurations", "operations")),
          "microsoft.authorization",
          new Namespace(
              "Microsoft.Authorization",
              Set.of(
                  "policydefinitions",
                  "policysetdefinitions",
                  "policyassignments",
                  "policyexemptions",
                  "roleassignments",
                  "roledefinitions",
                  "operations")),
          "microsoft.policyinsights",
          new Namespace(
              "Microsoft.PolicyInsights",
              Set.of("policystates", "remediations", "asyncoperationresults", "operations")));

  private Namespaces() {}

  /// A provider.
  ///
  /// @param name as ARM writes it
  /// @param types its types, in lower case
  record Namespace(String name, Set<String> types) {
    boolean offers(String type) {
      return types.contains(type.toLowerCase(Locale.ROOT));
    }
  }

  static Optional<Namespace> find(String name) {
    return Optional.ofNullable(KNOWN.get(name.toLowerCase(Locale.ROOT)));
  }
}

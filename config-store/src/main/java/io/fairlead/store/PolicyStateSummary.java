package io.fairlead.store;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.PolicyCompliance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many resources are in which state. A resource with several states counts once, with the
/// worst of them: `NonCompliant`, `Conflicting`, `Unknown`, `Compliant`, `Exempt`.
///
/// @param resources by their worst state of all policies
/// @param assignments in the order of their keys
public record PolicyStateSummary(
    Map<PolicyCompliance, Long> resources, List<OfAssignment> assignments) {
  public PolicyStateSummary {
    resources = Map.copyOf(resources);
    assignments = List.copyOf(assignments);
  }

  /// Of one assignment.
  ///
  /// @param initiative what it assigns; null when it assigns a definition
  /// @param resources by their worst state of its policies
  /// @param definitions in the order of references, then of keys
  public record OfAssignment(
      PolicyId assignment,
      @Nullable PolicyId initiative,
      Map<PolicyCompliance, Long> resources,
      List<OfDefinition> definitions) {
    public OfAssignment {
      resources = Map.copyOf(resources);
      definitions = List.copyOf(definitions);
    }
  }

  /// Of one definition of an assignment.
  ///
  /// @param reference its name within the initiative; empty outside one
  /// @param effect as Azure writes it
  /// @param resources by their state
  public record OfDefinition(
      PolicyId definition, String reference, String effect, Map<PolicyCompliance, Long> resources) {
    public OfDefinition {
      resources = Map.copyOf(resources);
    }
  }
}

package io.fairlead.contract.policy;

/// How a resource stands to a policy.
public enum PolicyCompliance {
  /// As the policy wants it. For what a policy deploys: its cluster has confirmed it and Flux
  /// agrees.
  Compliant,
  /// Not as the policy wants it.
  NonCompliant,
  /// An exemption in force covers it.
  Exempt,
  /// Another assignment wants the same configuration differently.
  Conflicting,
  /// Nothing can be said yet, or any more.
  Unknown
}

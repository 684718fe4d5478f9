package io.fairlead.api.access;

/// What an operation needs.
///
/// @param action as roles name it, such as `Microsoft.Kubernetes/connectedClusters/read`
/// @param reach where it is needed
public record Permission(String action, Reach reach) {
  /// Where an action is needed.
  public enum Reach {
    /// At the scope that the path names.
    Scope,
    /// At that scope, or at some within it, to which the list is then limited.
    Within,
    /// Nowhere: whoever is signed in may do it, since it tells nothing of what is stored.
    Everyone
  }

  public Permission {
    if (action.isBlank()) {
      throw new IllegalArgumentException("an operation needs an action");
    }
  }
}

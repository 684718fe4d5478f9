package io.fairlead.store;

/// What states can be filtered and ordered by. Texts are compared without regard to case; what is
/// missing is an empty text.
public enum PolicyStateField {
  /// The resource's id.
  RESOURCE_ID,
  RESOURCE_GROUP,
  /// Such as `Microsoft.Kubernetes/connectedClusters`.
  RESOURCE_TYPE,
  /// The location of the cluster; of a configuration, its cluster's.
  RESOURCE_LOCATION,
  ASSIGNMENT_ID,
  ASSIGNMENT_NAME,
  /// The id of where the assignment is.
  ASSIGNMENT_SCOPE,
  DEFINITION_ID,
  DEFINITION_NAME,
  INITIATIVE_ID,
  INITIATIVE_NAME,
  /// The definition's name within the initiative.
  REFERENCE,
  /// The effect.
  EFFECT,
  COMPLIANCE,
  REASON,
  /// When the state was decided: the only one that is no text.
  TIMESTAMP
}

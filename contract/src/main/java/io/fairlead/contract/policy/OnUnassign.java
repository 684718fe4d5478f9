package io.fairlead.contract.policy;

/// What becomes of an assignment's configurations where it no longer applies.
public enum OnUnassign {
  /// They stay as they are and belong to nobody: Azure's behaviour.
  Keep,
  /// They are deleted.
  Remove
}

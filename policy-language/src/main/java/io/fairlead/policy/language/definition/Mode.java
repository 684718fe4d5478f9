package io.fairlead.policy.language.definition;

/// Which resources a policy is about.
public enum Mode {
  /// All of them.
  ALL,
  /// Those with tags and a location.
  INDEXED
}

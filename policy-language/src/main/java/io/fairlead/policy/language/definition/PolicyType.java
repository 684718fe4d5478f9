package io.fairlead.policy.language.definition;

/// Where a definition comes from, by its own word.
public enum PolicyType {
  NOT_SPECIFIED,
  BUILT_IN,
  CUSTOM,
  STATIC
}

package io.fairlead.embedded;

/// What PostgreSQL does to keep what it has confirmed.
public enum Durability {
  /// Survives the loss of power: its own settings.
  PRODUCTION,
  /// Survives the death of the process, not that of the machine: for tests.
  FAST
}

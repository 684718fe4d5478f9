package io.fairlead.embedded;

/// What a server does to keep what it has confirmed.
public enum Durability {
  /// Survives the loss of power: PostgreSQL's own settings.
  PRODUCTION,
  /// Survives the death of the process, not that of the machine: for tests.
  FAST
}

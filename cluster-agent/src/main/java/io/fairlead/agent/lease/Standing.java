package io.fairlead.agent.lease;

/// How an agent stands to the lease of its cluster, as it was last seen.
public sealed interface Standing {
  /// It holds the lease.
  record Holder() implements Standing {}

  /// It waits for the lease.
  ///
  /// @param holder who holds it; empty where nobody does any more
  record Standby(String holder) implements Standing {}

  /// It held the lease, and another agent has taken it since: this one has to end.
  ///
  /// @param holder who holds it; empty where nobody does any more
  record Lost(String holder) implements Standing {}

  /// The lease could not be asked for, or not be written.
  ///
  /// @param reason why
  record Unknown(String reason) implements Standing {}
}

package io.fairlead.store;

import java.time.Instant;

/// Why a cluster cannot get protected settings that belong to a configuration: they have to be sent
/// again.
///
/// @param kind what became of them
/// @param at since when, by the hub's clock
public record ProtectedFault(Kind kind, Instant at) {
  /// What became of protected settings.
  public enum Kind {
    /// The cluster was away for longer than they are kept.
    Expired,
    /// They were sealed to a key that the cluster no longer has, or the hub no longer has them.
    Lost
  }
}

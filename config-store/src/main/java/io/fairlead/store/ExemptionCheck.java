package io.fairlead.store;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Predicate;

/// How exemptions are read: the same as whoever decides reads them. Computes only, and depends on
/// nothing but its arguments. Thread-safe.
public interface ExemptionCheck {
  /// A policy that does something in a cluster.
  ///
  /// @param cluster the cluster
  /// @param location where it is, as written
  /// @param assignment need not be there any more
  /// @param reference the definition's name within an initiative; empty outside one
  record Case(ResourceId cluster, String location, PolicyId assignment, String reference) {}

  /// Tells whether one of the exemptions covers a case.
  ///
  /// @param exemptions as they are now
  /// @param now decides which of them have expired
  Predicate<Case> covering(Collection<PolicyState> exemptions, Instant now);

  /// When a decision is to be judged: whoever made it may have a clock that is ahead, and is not
  /// to be told that an exemption is in force that has expired for it.
  ///
  /// @param now by the clock of whoever judges
  /// @param decidedAt by the clock of whoever decided
  static Instant asOf(Instant now, Instant decidedAt) {
    return decidedAt.isAfter(now) ? decidedAt : now;
  }
}

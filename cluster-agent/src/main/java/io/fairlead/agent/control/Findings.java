package io.fairlead.agent.control;

import io.fairlead.agent.object.Verdict;
import io.fairlead.contract.event.Compliance;
import org.jspecify.annotations.Nullable;

/// What a look at a configuration came to.
///
/// @param verdict how it fares
/// @param reason one word for it, for the record's condition
/// @param changed whether an object was changed just now
/// @param waits whether something has yet to go, for which nobody may tell
/// @param publicKey the public half of the key made in the cluster; null where none was
record Findings(
    Verdict verdict, Reason reason, boolean changed, boolean waits, @Nullable String publicKey) {
  /// One word for how it fares.
  enum Reason {
    /// Its objects are as they have to be; the rest is up to Flux.
    Applied,
    /// What is there of its objects is about to be seen: no finding at all.
    Looking,
    /// What is there of its objects cannot be seen.
    Unseen,
    /// The cluster does not do what it is asked, and is asked again.
    Failing,
    /// Flux v2 is not in the cluster, or not with what this configuration needs: a kind, or a
    /// controller that something waits for.
    FluxNotInstalled,
    /// A controller of Flux v2 is in the cluster, and does not run.
    FluxNotRunning,
    /// An object that is needed has the name of somebody else's.
    NameCollision,
    /// The cluster refuses an object.
    Refused,
    /// The configuration cannot be made real as it is.
    Invalid,
    /// Protected settings that it was given are no longer in the cluster.
    ProtectedSettingsLost,
    /// What belongs to a former incarnation goes first.
    Replacing,
    /// Its objects are being removed.
    Removing
  }

  static Findings of(Compliance compliance, Reason reason, String message) {
    return new Findings(Verdict.of(compliance, message), reason, false, true, null);
  }

  /// The same, for another reason that is said in other words.
  Findings because(Reason other, String message) {
    return new Findings(verdict.saying(message), other, changed, waits, publicKey);
  }

  /// The same, to be looked at again soon.
  Findings waiting() {
    return new Findings(verdict, reason, changed, true, publicKey);
  }

  Findings withKey(@Nullable String key) {
    return new Findings(verdict, reason, changed, waits, key);
  }
}

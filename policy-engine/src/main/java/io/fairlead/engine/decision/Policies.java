package io.fairlead.engine.decision;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.evaluation.PolicySet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All policies as they are now. Changes are gathered and taken in together when somebody asks, so
/// that a thousand of them at a start are read once. Thread-safe.
public final class Policies {
  /// The policies at one moment.
  ///
  /// @param number grows whenever they changed; 0 or more
  /// @param set the policies
  /// @param changedAt when the oldest change came that the former one did not have, by the clock
  ///     here
  public record Snapshot(long number, PolicySet set, Instant changedAt) {}

  private static final Logger LOGGER = LoggerFactory.getLogger(Policies.class);

  private final InstantSource clock;
  private final Map<PolicyId, Optional<PolicyState>> pending = new HashMap<>();
  private @Nullable Instant pendingSince;
  private volatile boolean outdated;
  private volatile Snapshot newest;

  public Policies(InstantSource clock) {
    this.clock = clock;
    this.newest = new Snapshot(0, PolicySet.EMPTY, clock.instant());
  }

  /// Takes in that a policy is like this now.
  public synchronized void changed(PolicyState state) {
    gather(state.id(), Optional.of(state));
  }

  /// Takes in that a policy is gone.
  public synchronized void removed(PolicyId id) {
    gather(id, Optional.empty());
  }

  private void gather(PolicyId id, Optional<PolicyState> state) {
    pending.put(id, state);
    if (pendingSince == null) {
      pendingSince = clock.instant();
    }
    outdated = true;
  }

  /// All that was taken in. Reads the policies that changed, so that it may take its time once
  /// after each change.
  public Snapshot snapshot() {
    return outdated ? renewed() : newest;
  }

  private synchronized Snapshot renewed() {
    if (outdated) {
      List<PolicyState> changed = pending.values().stream().flatMap(Optional::stream).toList();
      List<PolicyId> removed =
          pending.entrySet().stream()
              .filter(entry -> entry.getValue().isEmpty())
              .map(Map.Entry::getKey)
              .toList();
      Instant since = pendingSince == null ? clock.instant() : pendingSince;
      newest = new Snapshot(newest.number() + 1, renewed(changed, removed), since);
      pending.clear();
      pendingSince = null;
      outdated = false;
    }
    return newest;
  }

  /// All changes at once. One that cannot be taken in is left out: the others count.
  private PolicySet renewed(List<PolicyState> changed, List<PolicyId> removed) {
    PolicySet before = newest.set();
    try {
      return before.with(changed, removed);
    } catch (RuntimeException e) {
      LOGGER.error("policies not taken in together, trying one by one", e);
    }
    PolicySet after = before.with(List.of(), removed);
    for (PolicyState state : changed) {
      try {
        after = after.with(List.of(state), List.of());
      } catch (RuntimeException e) {
        LOGGER.error("policy not taken in policy={} reason={}", state.id().key(), e.toString());
      }
    }
    return after;
  }

  /// When the oldest change came that no snapshot has yet; empty when all have.
  public synchronized Optional<Instant> pendingSince() {
    return Optional.ofNullable(pendingSince);
  }

  /// How many there are in the newest snapshot.
  public PolicySet.Size size() {
    return newest.set().size();
  }
}

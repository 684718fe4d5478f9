package io.fairlead.engine.decision;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.evaluation.PolicySet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All policies as they are now. Changes are gathered and taken in together when somebody asks, so
/// that a thousand of them at a start are read once. Thread-safe.
public final class Policies {
  /// The policies at one moment; another object whenever they changed.
  ///
  /// @param set the policies
  /// @param changedAt when the oldest change came that the former one did not have, by the clock
  ///     here
  public record Snapshot(PolicySet set, Instant changedAt) {}

  private final InstantSource clock;
  private final Map<PolicyId, Optional<PolicyState>> pending = new HashMap<>();
  private final Set<PolicyId> known = new HashSet<>();
  private @Nullable Instant pendingSince;
  private volatile boolean outdated;
  private volatile Snapshot newest;
  private volatile int size;

  public Policies(InstantSource clock) {
    this.clock = clock;
    this.newest = new Snapshot(PolicySet.EMPTY, clock.instant());
  }

  /// Takes in that a policy is like this now.
  public synchronized void changed(PolicyState state) {
    known.add(state.id());
    gather(state.id(), Optional.of(state));
  }

  /// Takes in that a policy is gone.
  public synchronized void removed(PolicyId id) {
    known.remove(id);
    gather(id, Optional.empty());
  }

  private void gather(PolicyId id, Optional<PolicyState> state) {
    pending.put(id, state);
    if (pendingSince == null) {
      pendingSince = clock.instant();
    }
    size = known.size();
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
      newest = new Snapshot(newest.set().with(changed, removed), since);
      pending.clear();
      pendingSince = null;
      outdated = false;
    }
    return newest;
  }

  /// When the oldest change came that no snapshot has yet; empty when all have.
  public synchronized Optional<Instant> pendingSince() {
    return Optional.ofNullable(pendingSince);
  }

  /// How many there are: definitions, initiatives, assignments and exemptions.
  public int size() {
    return size;
  }
}

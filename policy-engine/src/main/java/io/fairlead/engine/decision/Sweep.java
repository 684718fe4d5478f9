package io.fairlead.engine.decision;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.evaluation.PolicySet;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When which clusters have to be evaluated anew, and how far that got. Used by one thread.
public final class Sweep {
  /// The policies that were looked at last.
  ///
  /// @param at when
  /// @param nextChange when they answer differently next; null for never
  private record Looked(long number, PolicySet set, Instant at, @Nullable Instant nextChange) {
    static Looked at(Policies.Snapshot policies, Instant now) {
      return new Looked(
          policies.number(), policies.set(), now, policies.set().nextChangeAfter(now).orElse(null));
    }

    boolean isDue(Instant now) {
      return nextChange != null && !nextChange.isAfter(now);
    }
  }

  private final SweepCursor cursor = new SweepCursor();
  private SweptScopes scopes = SweptScopes.ALL;
  private @Nullable Looked looked;
  private @Nullable Instant unsweptSince;

  /// Begins a round over the clusters for which these policies may answer differently than those
  /// looked at before, or from now on; the first time over all. One that is under way then begins
  /// anew, with its own and these.
  ///
  /// @return whether it did
  public boolean look(Policies.Snapshot newest, Instant now) {
    Looked before = looked;
    SweptScopes due;
    if (before == null) {
      due = SweptScopes.ALL;
    } else if (newest.number() != before.number() || before.isDue(now)) {
      due = differing(before, newest, now);
    } else {
      if (now.isBefore(before.at())) {
        // The clock was set back: what expired in between will expire once more.
        looked = Looked.at(newest, now);
      }
      return false;
    }
    looked = Looked.at(newest, now);
    if (due.isEmpty()) {
      return false;
    }
    if (unsweptSince == null) {
      boolean isNew = before == null || newest.number() != before.number();
      unsweptSince = isNew ? newest.changedAt() : now;
    }
    scopes = cursor.isUnderWay() ? scopes.and(due) : due;
    cursor.begin();
    return true;
  }

  private static SweptScopes differing(Looked before, Policies.Snapshot newest, Instant now) {
    return SweptScopes.within(newest.set().changedSince(before.set()))
        .and(SweptScopes.within(before.set().changedByTime(before.at(), now)));
  }

  /// Whether an assignment may concern a cluster, as far as its id and the policies looked at last
  /// tell; before any were, each may. Those that come later, and concern it, begin a round that
  /// comes by there, and so do those that no longer concern it: what one says of a cluster of which
  /// this is false needs nobody's attention before that.
  public boolean mayConcern(ResourceId cluster) {
    return looked == null || looked.set().concern(cluster);
  }

  /// Whether the round that began last comes by a cluster.
  public boolean comesBy(String cluster) {
    return scopes.contains(cluster);
  }

  /// Where it is.
  public SweepCursor cursor() {
    return cursor;
  }

  /// The next keys to go through; empty when there are none behind where it is.
  public Optional<KeyRange> ahead() {
    return scopes.after(cursor.position());
  }

  /// Notes that the round is over.
  public void over() {
    unsweptSince = null;
  }

  /// Since when the oldest change waits to reach all clusters it concerns; null when none does.
  public @Nullable Instant unsweptSince() {
    return unsweptSince;
  }
}

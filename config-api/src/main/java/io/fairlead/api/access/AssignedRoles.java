package io.fairlead.api.access;

import io.fairlead.api.work.CurrentContext;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.access.Grant;
import io.fairlead.store.RoleAssignments;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// The roles that are assigned to principals, as the database had them not longer than
/// [#KEPT] ago: so an instance knows of a change within that time wherever it was made, and asks
/// at most so often for one principal, however many of its requests come. Thread-safe.
final class AssignedRoles {
  static final Duration KEPT = Duration.ofMillis(500);
  private static final int MOST = 10_000;

  private final RoleAssignments assignments;
  private final LongSupplier nanoTime;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /// @param grants asked for once, and answered to all who want it
  private record Known(Uni<List<Grant>> grants, long sinceNanos) {}

  AssignedRoles(RoleAssignments assignments, LongSupplier nanoTime) {
    this.assignments = assignments;
    this.nanoTime = nanoTime;
  }

  /// The roles of a principal. Answers on the context that it is called on.
  Uni<List<Grant>> of(String principal) {
    long now = nanoTime.getAsLong();
    Known found = known.get(principal);
    if (found == null || isOld(found, now)) {
      found = new Known(asked(principal), now);
      if (known.size() >= MOST) {
        known.values().removeIf(other -> isOld(other, now));
      }
      if (known.size() < MOST) {
        known.put(principal, found);
      }
    }
    return found.grants().emitOn(CurrentContext.executor());
  }

  private static boolean isOld(Known known, long now) {
    return now - known.sinceNanos() >= KEPT.toNanos();
  }

  private Uni<List<Grant>> asked(String principal) {
    return StoreCalls.call(() -> assignments.of(principal))
        .onFailure()
        .invoke(() -> known.remove(principal))
        .memoize()
        .indefinitely();
  }

  /// Something was changed here: it counts for the next request.
  void forget() {
    known.clear();
  }
}

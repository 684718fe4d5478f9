package io.fairlead.store.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How fast configurations of one cluster are published one after another: more than its agent can
/// store in the same time would only wait elsewhere, where it is in the way of others. What changes
/// again meanwhile is published once.
///
/// Used by one thread.
final class ClusterPace {
  /// For one cluster, once it has had [#AT_ONCE].
  static final int PER_SECOND = 250;

  static final int AT_ONCE = 200;

  private static final long NANOS_EACH = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

  private final LongSupplier nanoTime;

  /// When each cluster has all [#AT_ONCE] again; without those that have.
  private final Map<String, Long> restedAt = new HashMap<>();

  /// @param nanoTime as [System#nanoTime()]
  ClusterPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Counts what was published.
  ///
  /// @param rows how many of each cluster
  void count(Map<String, Integer> rows) {
    long now = nanoTime.getAsLong();
    restedAt.values().removeIf(rested -> rested - now <= 0);
    rows.forEach(
        (cluster, count) ->
            restedAt.merge(
                cluster, now + count * NANOS_EACH, (known, _) -> known + count * NANOS_EACH));
  }

  /// For how long the next are to wait; zero when no cluster had too many.
  Duration rest() {
    long now = nanoTime.getAsLong();
    long longest = restedAt.values().stream().mapToLong(rested -> rested - now).max().orElse(0);
    return Duration.ofNanos(Math.max(0, longest - AT_ONCE * NANOS_EACH));
  }

  /// Whether a cluster had too many.
  boolean rests(String cluster) {
    Long rested = restedAt.get(cluster);
    return rested != null && rested - nanoTime.getAsLong() > AT_ONCE * NANOS_EACH;
  }
}

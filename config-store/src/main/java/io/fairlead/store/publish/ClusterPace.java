package io.fairlead.store.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How fast configurations of one cluster are published one after another: more than its agent can
/// store in the same time would only wait elsewhere, where it is in the way of others. What changes
/// again meanwhile is published once. An agent has its cluster's API apply a few objects for each,
/// some hundred a second at best.
///
/// Used by one thread.
final class ClusterPace {
  /// For one cluster, once it has had [#AT_ONCE].
  static final int PER_SECOND = 250;

  static final int AT_ONCE = 200;

  private static final long NANOS_EACH = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

  /// Who had too much for an hour, while nobody minded, rests as briefly as who had it just now.
  private static final long MOST_NANOS =
      (AT_ONCE + Overtaking.ROWS_BETWEEN + Overtaking.OF_ONE_CLUSTER) * NANOS_EACH;

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
        (cluster, count) -> {
          long rested = restedAt.getOrDefault(cluster, now) + count * NANOS_EACH;
          restedAt.put(cluster, rested - now > MOST_NANOS ? now + MOST_NANOS : rested);
        });
  }

  /// For how long a cluster that had too many is to wait for more; zero when it had not.
  Duration rest(String cluster) {
    Long rested = restedAt.get(cluster);
    return rested == null
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, rested - nanoTime.getAsLong() - AT_ONCE * NANOS_EACH));
  }

  /// Whether a cluster had too many.
  boolean rests(String cluster) {
    return !rest(cluster).isZero();
  }
}

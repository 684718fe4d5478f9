package io.fairlead.store.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// How fast configurations of one cluster are published one after another: more than its agent can
/// store in the same time would only wait elsewhere, where it is in the way of others. An agent has
/// its cluster's API apply a few objects for each, some hundred a second at best.
///
/// It begins slowly: whoever changes many changes them for some seconds, and needs the processor
/// himself. What he changes again meanwhile is published once.
///
/// Used by one thread.
final class ClusterPace {
  static final int AT_ONCE = 200;

  /// For one cluster, once it has had [#AT_ONCE], and for how many.
  static final int SLOWLY_PER_SECOND = 50;

  static final int SLOWLY = 200;

  /// For one cluster after that.
  static final int PER_SECOND = 250;

  private static final long SLOWLY_NANOS_EACH = TimeUnit.SECONDS.toNanos(1) / SLOWLY_PER_SECOND;
  private static final long NANOS_EACH = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

  /// Without more for so long a cluster has all at once again.
  private static final long RESTED_NANOS = AT_ONCE * NANOS_EACH;

  /// Who had too much for an hour, while nobody minded, rests as briefly as who had it just now.
  private static final long MOST_NANOS =
      (Overtaking.ROWS_BETWEEN + Lookout.OF_ONE_CLUSTER) * SLOWLY_NANOS_EACH;

  private final LongSupplier nanoTime;

  /// Of each cluster; without those that have rested.
  private final Map<String, Spell> spells = new HashMap<>();

  /// @param nanoTime as [System#nanoTime()]
  ClusterPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// What a cluster had since it had rested.
  ///
  /// @param rows how many
  /// @param until when it may have more
  private record Spell(long rows, long until) {
    private Spell more(int count, long now) {
      long next = until + cost(rows + count) - cost(rows);
      return new Spell(rows + count, next - now > MOST_NANOS ? now + MOST_NANOS : next);
    }

    private static long cost(long rows) {
      long beyond = Math.max(0, rows - AT_ONCE);
      long slowly = Math.min(beyond, SLOWLY);
      return slowly * SLOWLY_NANOS_EACH + (beyond - slowly) * NANOS_EACH;
    }
  }

  /// Counts what was published.
  ///
  /// @param rows how many of each cluster
  void count(Map<String, Integer> rows) {
    long now = nanoTime.getAsLong();
    spells.values().removeIf(spell -> now - spell.until() >= RESTED_NANOS);
    rows.forEach(
        (cluster, count) ->
            spells.put(cluster, spells.getOrDefault(cluster, new Spell(0, now)).more(count, now)));
  }

  /// For how long a cluster that had too many is to wait for more; zero when it had not.
  Duration rest(String cluster) {
    Spell spell = spells.get(cluster);
    return spell == null
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, spell.until() - nanoTime.getAsLong()));
  }

  /// The clusters that had too many.
  Set<String> resting() {
    long now = nanoTime.getAsLong();
    return spells.entrySet().stream()
        .filter(entry -> entry.getValue().until() - now > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}

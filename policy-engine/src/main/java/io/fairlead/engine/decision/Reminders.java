package io.fairlead.engine.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Which cluster has to be looked at again at what time, at most one time for each. Used by one
/// thread.
public final class Reminders {
  private record Due(Instant at, String cluster) {}

  private final Map<String, Due> byCluster = new HashMap<>();
  private final TreeSet<Due> byTime =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::cluster));

  /// Sets a cluster's time; empty for none.
  public void set(String cluster, Optional<Instant> at) {
    Due before = byCluster.remove(cluster);
    if (before != null) {
      byTime.remove(before);
    }
    at.map(time -> new Due(time, cluster))
        .ifPresent(
            due -> {
              byCluster.put(cluster, due);
              byTime.add(due);
            });
  }

  /// Makes a cluster's time that one where it is later, or none.
  public void within(String cluster, Instant at) {
    Due before = byCluster.get(cluster);
    if (before == null || before.at().isAfter(at)) {
      set(cluster, Optional.of(at));
    }
  }

  /// The clusters whose time has come, which is then forgotten.
  public List<String> takeDue(Instant now) {
    List<String> due = new ArrayList<>();
    while (!byTime.isEmpty() && !byTime.first().at().isAfter(now)) {
      String cluster = byTime.removeFirst().cluster();
      byCluster.remove(cluster);
      due.add(cluster);
    }
    return due;
  }
}

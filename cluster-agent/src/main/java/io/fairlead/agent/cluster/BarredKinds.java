package io.fairlead.agent.cluster;

import io.fairlead.agent.object.ManagedKind;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/// The kinds that cannot be seen, and why; says in the log what is new about that. Taken by one
/// thread at a time, read by any.
final class BarredKinds {
  private static final Logger LOG = Logger.getLogger(BarredKinds.class);
  private static final String API = "API";

  private volatile Map<String, String> now = Map.of();

  /// Takes what is barred now.
  ///
  /// @param away whether no watch of any kind comes back
  /// @return whether other kinds are than before
  boolean take(Map<ManagedKind, String> kinds, boolean away) {
    Map<String, String> next = new TreeMap<>();
    kinds.forEach((kind, reason) -> next.put(kind.name(), reason));
    if (away) {
      next.put(API, "no watch of the cluster's API comes back");
    }
    Map<String, String> before = now;
    now = Map.copyOf(next);
    next.forEach(
        (what, reason) -> {
          if (!before.containsKey(what)) {
            LOG.warnf("watch=barred kind=%s reason=\"%s\"", what, reason);
          }
        });
    before.forEach(
        (what, reason) -> {
          if (!next.containsKey(what)) {
            LOG.infof("watch=back kind=%s", what);
          }
        });
    return !before.keySet().equals(next.keySet());
  }

  Map<String, String> now() {
    return now;
  }
}

package io.fairlead.agent.cluster;

import io.fairlead.agent.object.ManagedKind;
import java.util.Map;
import org.jboss.logging.Logger;

/// The kinds that cannot be seen, and why; says in the log what is new about that. Taken by one
/// thread at a time, read by any.
final class BarredKinds {
  private static final Logger LOG = Logger.getLogger(BarredKinds.class);

  private volatile Map<ManagedKind, String> now = Map.of();

  /// Takes what is barred now.
  ///
  /// @return whether other kinds are than before
  boolean take(Map<ManagedKind, String> next) {
    Map<ManagedKind, String> before = now;
    now = Map.copyOf(next);
    next.forEach(
        (kind, reason) -> {
          if (!before.containsKey(kind)) {
            LOG.warnf("watch=barred kind=%s reason=\"%s\"", kind, reason);
          }
        });
    before.forEach(
        (kind, reason) -> {
          if (!next.containsKey(kind)) {
            LOG.infof("watch=back kind=%s", kind);
          }
        });
    return !before.keySet().equals(next.keySet());
  }

  Map<ManagedKind, String> now() {
    return now;
  }
}

package io.fairlead.api.preview;

import io.fairlead.api.preview.ClusterPreview.Standing;
import io.fairlead.policy.evaluation.Assessment.Audited;
import io.fairlead.policy.evaluation.Assessment.NotEvaluated;
import io.fairlead.policy.evaluation.Assessment.Outside;
import java.util.EnumMap;
import java.util.Map;

/// Counts of a preview. Not thread-safe.
public final class PreviewTotals {
  private final Map<Outside.Reason, Long> outside = new EnumMap<>(Outside.Reason.class);
  private final Map<ConfigurationPreview.Action, Long> actions =
      new EnumMap<>(ConfigurationPreview.Action.class);
  private long clusters;
  private long in;
  private long exempt;
  private long offline;
  private long neverConnected;
  private long notEnforced;
  private long notEvaluated;
  private long compliant;
  private long nonCompliant;

  /// Counts a cluster.
  public void add(ClusterPreview preview) {
    clusters++;
    switch (preview.standing()) {
      case Standing.In() -> {
        in++;
        switch (preview.cluster().connectivity()) {
          case Offline -> offline++;
          case Connecting -> neverConnected++;
          case Connected -> {
            // What is wanted.
          }
        }
      }
      case Standing.Exempt _ -> exempt++;
      case Standing.Out(Outside.Reason reason) -> outside.merge(reason, 1L, Long::sum);
    }
    for (ConfigurationPreview configuration : preview.configurations()) {
      if (configuration.enforced()) {
        actions.merge(configuration.action(), 1L, Long::sum);
      } else {
        notEnforced++;
      }
    }
    preview
        .assessments()
        .forEach(
            assessment -> {
              switch (assessment.outcome()) {
                case Audited audited -> {
                  if (audited.satisfied()) {
                    compliant++;
                  } else {
                    nonCompliant++;
                  }
                }
                case NotEvaluated _ -> notEvaluated++;
                default -> {
                  // Counted above.
                }
              }
            });
  }

  /// All clusters in the scope that were looked at.
  public long clusters() {
    return clusters;
  }

  /// Those that the assignment would apply to.
  public long in() {
    return in;
  }

  /// Those that it would apply to but for an exemption.
  public long exempt() {
    return exempt;
  }

  /// Those that it would not apply to, by the reason.
  public Map<Outside.Reason, Long> outside() {
    return Map.copyOf(outside);
  }

  /// Those of [#in()] that are [Connectivity.State#Offline].
  public long offline() {
    return offline;
  }

  /// Those of [#in()] that were never connected.
  public long neverConnected() {
    return neverConnected;
  }

  /// Configurations by what would be done to them.
  public long actions(ConfigurationPreview.Action action) {
    return actions.getOrDefault(action, 0L);
  }

  /// Configurations that are only reported on, under `DoNotEnforce`.
  public long notEnforced() {
    return notEnforced;
  }

  /// Resources that a definition has no answer for.
  public long notEvaluated() {
    return notEvaluated;
  }

  /// Resources that an audit would find as they should be.
  public long compliant() {
    return compliant;
  }

  /// Resources that an audit would find otherwise than they should be.
  public long nonCompliant() {
    return nonCompliant;
  }
}

package io.fairlead.api.preview;

import io.fairlead.policy.evaluation.Assessment;
import io.fairlead.policy.evaluation.Assessment.Audited;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.Assessment.Exempt;
import io.fairlead.policy.evaluation.Assessment.NotEvaluated;
import io.fairlead.policy.evaluation.Assessment.Outside;
import io.fairlead.store.FleetView.FleetCluster;
import java.util.EnumMap;
import java.util.Map;

/// Counts what would become of clusters, and keeps nothing of any. For one thread.
public final class PreviewTotals implements PreviewListener {
  private final Map<Outside.Reason, Long> outside = new EnumMap<>(Outside.Reason.class);
  private final Map<ConfigurationPreview.Action, Long> actions =
      new EnumMap<>(ConfigurationPreview.Action.class);
  private long assessments;
  private long clusters;
  private long in;
  private long exempt;
  private long offline;
  private long neverConnected;
  private long notEnforced;
  private long notEvaluated;
  private long compliant;
  private long nonCompliant;

  @Override
  public void assessed(Assessment assessment) {
    assessments++;
    switch (assessment.outcome()) {
      case Audited audited -> {
        if (audited.satisfied()) {
          compliant++;
        } else {
          nonCompliant++;
        }
      }
      case NotEvaluated _ -> notEvaluated++;
      case Outside _, Exempt _, Deploys _ -> {
        // Counts with the cluster, or with what is foreseen.
      }
    }
  }

  @Override
  public void foreseen(ConfigurationPreview configuration) {
    if (configuration.enforced()) {
      actions.merge(configuration.action(), 1L, Long::sum);
    } else {
      notEnforced++;
    }
  }

  @Override
  public void finished(FleetCluster cluster, Standing standing) {
    clusters++;
    switch (standing) {
      case Standing.In() -> {
        in++;
        switch (cluster.connectivity()) {
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
  }

  /// What definitions made of clusters and their configurations, that are all answers.
  public long assessments() {
    return assessments;
  }

  /// All clusters that were looked at.
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

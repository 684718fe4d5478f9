package io.fairlead.api.preview;

import io.fairlead.policy.evaluation.Assessment;
import io.fairlead.store.FleetView.FleetCluster;
import java.util.List;

/// Is told what would become of clusters, one after the other and bit by bit: so that no more of a
/// cluster is kept than somebody wants to keep. For one thread.
public interface PreviewListener {
  /// What one definition makes of the cluster that it is about, or of one of its configurations.
  void assessed(Assessment assessment);

  /// What would become of a configuration of that cluster; in no order.
  void foreseen(ConfigurationPreview configuration);

  /// All was said of the cluster.
  ///
  /// @param standing whether the assignment would apply to it
  void finished(FleetCluster cluster, Standing standing);

  /// Several, who are told in this order.
  static PreviewListener all(List<PreviewListener> listeners) {
    List<PreviewListener> told = List.copyOf(listeners);
    return new PreviewListener() {
      @Override
      public void assessed(Assessment assessment) {
        told.forEach(listener -> listener.assessed(assessment));
      }

      @Override
      public void foreseen(ConfigurationPreview configuration) {
        told.forEach(listener -> listener.foreseen(configuration));
      }

      @Override
      public void finished(FleetCluster cluster, Standing standing) {
        told.forEach(listener -> listener.finished(cluster, standing));
      }
    };
  }
}

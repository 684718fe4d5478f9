package io.fairlead.store.postgres;

import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.Expectation;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import java.util.Optional;

/// What a write comes to, by what was found: the same for one that is alone in its transaction and
/// for one of many.
sealed interface PutDecision {
  /// It changes nothing.
  record Refuse(WriteOutcome<StoredConfiguration> outcome) implements PutDecision {}

  /// It begins an incarnation, unless its cluster has as many as it may have.
  record Begin(FoundCluster cluster) implements PutDecision {}

  /// It changes what is there, unless that is the same.
  record Change(FoundCluster cluster, ConfigurationEntity row, StoredConfiguration current)
      implements PutDecision {
    /// Whether the properties are the same.
    boolean isSame(ConfigurationWrite write) {
      return StoredJson.same(current.properties(), write.properties());
    }
  }

  /// Decides.
  static PutDecision of(FoundConfiguration found, Expectation expectation, ConfigurationView view) {
    FoundCluster cluster = found.cluster();
    if (cluster == null) {
      return new Refuse(new WriteOutcome.ParentMissing<>());
    }
    ConfigurationEntity row = found.row();
    if (row == null || !row.isVisible()) {
      return Expectations.hold(expectation, null, 0)
          ? new Begin(cluster)
          : new Refuse(new WriteOutcome.Mismatch<>(Optional.empty()));
    }
    StoredConfiguration current = view.of(found);
    if (!Expectations.hold(expectation, row.uid(), row.generation())) {
      return new Refuse(new WriteOutcome.Mismatch<>(Optional.of(current)));
    }
    return row.isDeleting()
        ? new Refuse(new WriteOutcome.BeingDeleted<>(current))
        : new Change(cluster, row, current);
  }
}

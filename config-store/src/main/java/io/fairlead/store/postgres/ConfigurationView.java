package io.fairlead.store.postgres;

import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.Connectivity;
import io.fairlead.store.StoredConfiguration;
import java.time.InstantSource;
import java.util.Objects;

/// Makes of what was found what callers see.
///
/// @param seal opens properties
record ConfigurationView(StoreSettings settings, InstantSource clock, PropertiesSeal seal) {
  /// @param found a cluster and a row of it
  StoredConfiguration of(FoundConfiguration found) {
    FoundCluster cluster = Objects.requireNonNull(found.cluster());
    ConfigurationEntity row = Objects.requireNonNull(found.row());
    Connectivity now =
        ConnectivityEntity.at(
            clock.instant(), settings.offlineAfter(), found.connectivity(), cluster.createdAt());
    return row.toStored(ProgressEntity.of(found.progress()), now, found.fault(), seal);
  }
}

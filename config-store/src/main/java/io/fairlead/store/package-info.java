/// The store as the API sees it: plain records and interfaces.
///
/// Read [io.fairlead.store.ClusterStore] and [io.fairlead.store.ConfigurationStore] first, then the
/// outcomes [io.fairlead.store.WriteOutcome] and [io.fairlead.store.DeleteOutcome], and
/// [io.fairlead.store.StoredConfiguration] with its [io.fairlead.store.Progress] and
/// [io.fairlead.store.Connectivity]. [io.fairlead.store.PolicyStore] keeps what Azure Policy knows,
/// [io.fairlead.store.PolicyStates] tells how resources stand to it, and the application gives the
/// store a [io.fairlead.store.DeploymentCheck] for what policies deploy, a
/// [io.fairlead.store.WithdrawalCheck] and an [io.fairlead.store.ExemptionCheck];
/// [io.fairlead.store.DeploymentTrial] says what would come of it, secrets included.
/// Who asked for what is in [io.fairlead.store.audit]. [io.fairlead.store.PolicyFeed] is for
/// whoever keeps all policies in memory, [io.fairlead.store.FleetView] for whoever evaluates them
/// for many clusters.
@NullMarked
package io.fairlead.store;

import org.jspecify.annotations.NullMarked;

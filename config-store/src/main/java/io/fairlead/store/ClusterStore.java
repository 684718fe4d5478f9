package io.fairlead.store;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.audit.AuditDraft;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Clusters. Thread-safe. Every change is one transaction: when a `Uni` has an outcome, it is
/// durable,
/// and will be published. A failed `Uni` means that the database could not be asked.
public interface ClusterStore {
  /// The same, with every write of it recorded in the transaction of the write: without its entry
  /// in the audit log there is no change.
  ClusterStore audited(AuditDraft draft);

  /// Creates or replaces a cluster, and the subscription and the resource group when they are
  /// missing.
  /// One that equals the stored one changes nothing. Never answers [WriteOutcome.BeingDeleted].
  Uni<WriteOutcome<StoredCluster>> put(ClusterWrite write, Expectation expectation);

  Uni<Optional<StoredCluster>> find(ResourceId id);

  /// The clusters of one type in a scope; empty when the scope does not exist.
  ///
  /// @param type such as `Microsoft.Kubernetes/connectedClusters`, in any case
  /// @return fails with [InvalidPageTokenException] when the token is not one of this list
  Uni<Page<StoredCluster>> list(ClusterScope scope, String type, PageRequest page);

  /// Deletes a cluster, all its configurations, and the policies at it, at once. Never answers
  /// [DeleteOutcome.Accepted].
  Uni<DeleteOutcome<StoredCluster>> delete(ResourceId id, Expectation expectation);
}

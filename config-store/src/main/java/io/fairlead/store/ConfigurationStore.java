package io.fairlead.store;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.audit.AuditDraft;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Configurations of clusters. Thread-safe. Every change is done as a whole or not at all, whatever
/// becomes of others that are asked for at the same time: when a `Uni` has an outcome, it is
/// durable, and will be published. A failed `Uni` means that the database could not be asked.
///
/// A Flux v2 configuration that is `Deleting` is shown so and accepts no change. A Flux v1 one
/// (`sourceControlConfigurations`) is gone for callers as soon as its deletion was accepted, and
/// may be
/// created anew as another incarnation.
public interface ConfigurationStore {
  /// The same, with every write of it recorded in the transaction of the write: without its entry
  /// in the audit log there is no change.
  ConfigurationStore audited(AuditDraft draft);

  /// Creates or replaces a configuration. One that equals the stored one changes nothing.
  Uni<WriteOutcome<StoredConfiguration>> put(ConfigurationWrite write, Expectation expectation);

  Uni<Optional<StoredConfiguration>> find(ResourceId id);

  /// The configurations of one type of a cluster; empty when the cluster does not exist. They are
  /// not opened yet: that is for its caller to do, on a thread that has the time.
  ///
  /// @param type such as `Microsoft.KubernetesConfiguration/fluxConfigurations`, in any case
  /// @return fails with [InvalidPageTokenException] when the token is not one of this list
  Uni<Page<ListedConfiguration>> list(ResourceId cluster, String type, PageRequest page);

  /// Deletes a configuration: it becomes `Deleting` until its cluster confirms. It is gone at once
  /// when
  /// forced, when its cluster never had a session, and when its cluster is offline for longer than
  /// the
  /// store waits for confirmations; the cluster then learns of it on its return.
  ///
  /// @param force do not wait for the cluster, not even for one that is already `Deleting`
  Uni<DeleteOutcome<StoredConfiguration>> delete(
      ResourceId id, Expectation expectation, boolean force);
}

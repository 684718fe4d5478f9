package io.fairlead.store;

import io.fairlead.store.audit.AuditDraft;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Remediations: records of what was asked to be put right, with how far it has come. Remediation
/// itself goes on all the time, whether or not it was asked for. Thread-safe. Every change is one
/// transaction. A failed `Uni` means that the database could not be asked.
public interface Remediations {
  /// The same, with every write of it recorded in the transaction of the write: without its entry
  /// in the audit log there is no change.
  Remediations audited(AuditDraft draft);

  /// Creates one if there is none of that id, which changes nothing of one that there is. One that
  /// ended with its assignment is replaced.
  ///
  /// @param limit how many there may be at one scope
  Uni<Outcome> put(RemediationWrite write, int limit);

  /// One of them.
  ///
  /// @param id in any case
  Uni<Optional<StoredRemediation>> find(String id);

  /// Those at exactly a scope.
  ///
  /// @param scope its id, in any case
  /// @return fails with [InvalidPageTokenException] when the token is not one of this list
  Uni<Page<StoredRemediation>> list(String scope, PageRequest page);

  /// Notes that it is no longer wanted; empty when there is none.
  Uni<Optional<StoredRemediation>> cancel(String id);

  Uni<Boolean> delete(String id);

  /// The states that a remediation is about.
  ///
  /// @return fails with [InvalidPageTokenException] when the token is not one of this list
  Uni<Page<RemediatedResource>> deployments(String id, PageRequest page);

  /// What became of a write.
  sealed interface Outcome {
    /// It is there.
    ///
    /// @param created false when it was there already
    record There(StoredRemediation remediation, boolean created) implements Outcome {}

    /// There are as many at the scope as may be.
    record Full() implements Outcome {}

    /// The cluster that is its scope is not there.
    record NoCluster() implements Outcome {}
  }
}

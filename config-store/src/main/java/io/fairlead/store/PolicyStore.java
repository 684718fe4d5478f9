package io.fairlead.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.store.audit.AuditDraft;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Definitions, initiatives, assignments and exemptions of Azure Policy. Thread-safe. Every change
/// is one transaction: when a `Uni` has an outcome, it is durable, and will be published. A failed
/// `Uni` means that the database could not be asked.
public interface PolicyStore {
  /// The same, with every write of it recorded in the transaction of the write: without its entry
  /// in the audit log there is no change.
  PolicyStore audited(AuditDraft draft);

  /// Creates or replaces a resource, and its subscription when that is missing. One that equals the
  /// stored one, its order included, changes nothing. Answers [WriteOutcome.ParentMissing] when its
  /// resource group, its cluster or something that it references is not there; never
  /// [WriteOutcome.BeingDeleted].
  Uni<WriteOutcome<StoredPolicy>> put(PolicyWrite write, Expectation expectation);

  Uni<Optional<StoredPolicy>> find(PolicyId id);

  /// The `properties.parameters` of those of the definitions that are there; a missing node for
  /// none. At most [PageRequest#MAX_TOP] are asked for.
  Uni<Map<PolicyId, JsonNode>> parameters(Collection<PolicyId> definitions);

  /// A page of a list; empty when the scope does not exist.
  ///
  /// @return fails with [InvalidPageTokenException] when the token is not one of this list
  Uni<Page<StoredPolicy>> list(PolicyQuery query, PageRequest page);

  /// Deletes a resource at once. Answers [DeleteOutcome.InUse] for a definition or an initiative
  /// that another resource references; never [DeleteOutcome.Accepted].
  Uni<DeleteOutcome<StoredPolicy>> delete(PolicyId id, Expectation expectation);
}

package io.fairlead.store;

import io.fairlead.contract.access.Grant;
import io.fairlead.contract.access.RoleScope;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Role assignments. One at a cluster or a configuration is there as long as that is. Thread-safe.
/// Every change is one transaction. A failed `Uni` means that the database could not be asked.
public interface RoleAssignments {
  /// The most in one subscription: Azure's limit.
  int MOST = 4000;

  /// Creates one, or changes the description and the principal's type of one that there is.
  Uni<Outcome> put(RoleAssignmentWrite write);

  Uni<Optional<StoredRoleAssignment>> find(RoleScope scope, UUID name);

  /// Those at a scope, at what contains it, and, unless only the former are asked for, at what it
  /// contains.
  ///
  /// @return fails with [InvalidPageTokenException] when the token is not one of this list
  Uni<Page<StoredRoleAssignment>> list(Query query, PageRequest page);

  /// Deletes one.
  ///
  /// @return what it was; empty when there was none
  Uni<Optional<StoredRoleAssignment>> delete(RoleScope scope, UUID name);

  /// What a principal may do where.
  Uni<List<Grant>> of(String principalId);

  /// Which are listed.
  ///
  /// @param below whether those at what the scope contains, too
  /// @param principalId whose; empty for all
  record Query(RoleScope scope, boolean below, Optional<String> principalId) {}

  /// What became of a write.
  sealed interface Outcome {
    /// It is there.
    ///
    /// @param created false when it was there already
    record There(StoredRoleAssignment assignment, boolean created) implements Outcome {}

    /// Another one says the same.
    ///
    /// @param id of that
    record Said(String id) implements Outcome {}

    /// One of that name is there, of another role or principal.
    record Other() implements Outcome {}

    /// There are as many in the subscription as may be.
    record Full() implements Outcome {}

    /// The scope is not there.
    record NoScope() implements Outcome {}
  }
}

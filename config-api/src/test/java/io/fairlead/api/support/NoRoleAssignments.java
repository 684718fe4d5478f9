package io.fairlead.api.support;

import io.fairlead.contract.access.Grant;
import io.fairlead.contract.access.RoleScope;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.RoleAssignmentWrite;
import io.fairlead.store.RoleAssignments;
import io.fairlead.store.StoredRoleAssignment;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Nobody holds a role but by its token.
public record NoRoleAssignments() implements RoleAssignments {
  @Override
  public Uni<Outcome> put(RoleAssignmentWrite write) {
    return Uni.createFrom().item(new Outcome.Full());
  }

  @Override
  public Uni<Optional<StoredRoleAssignment>> find(RoleScope scope, UUID name) {
    return Uni.createFrom().item(Optional.empty());
  }

  @Override
  public Uni<Page<StoredRoleAssignment>> list(Query query, PageRequest page) {
    return Uni.createFrom().item(new Page<>(List.of(), Optional.empty()));
  }

  @Override
  public Uni<Optional<StoredRoleAssignment>> delete(RoleScope scope, UUID name) {
    return Uni.createFrom().item(Optional.empty());
  }

  @Override
  public Uni<List<Grant>> of(String principalId) {
    return Uni.createFrom().item(List.of());
  }
}

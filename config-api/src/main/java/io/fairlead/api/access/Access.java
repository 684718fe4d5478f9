package io.fairlead.api.access;

import io.fairlead.api.auth.Caller;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.contract.access.Grant;
import io.fairlead.contract.access.RoleScope;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.RoleAssignments;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what a caller may do, by the roles that it has at the scope and at those that contain
/// it. Nothing is looked up of the scope itself, so that a refusal is the same whether or not it is
/// there. Thread-safe.
public final class Access {
  private final AssignedRoles roles;

  public Access(RoleAssignments assignments) {
    this.roles = new AssignedRoles(assignments, System::nanoTime);
  }

  /// Lets an operation begin.
  ///
  /// @param scope that the request's path names
  /// @return fails with an [ArmException]: 403 when the caller may not, 404 when it has no role at
  ///     the scope, at one that contains it or at one within it
  public Uni<Allowed> allow(Caller caller, Permission needed, RoleScope scope) {
    if (needed.reach() == Permission.Reach.Everyone
        || permits(caller.grants(), needed.action(), scope)) {
      return Uni.createFrom().item(new Allowed(caller, scope, Optional.empty()));
    }
    return roles.of(caller.id()).map(assigned -> decide(caller, assigned, needed, scope));
  }

  /// Completes when the caller may do more than what its operation needs.
  ///
  /// @return fails as [#allow]
  public Uni<Void> require(Caller caller, String action, RoleScope scope) {
    return allow(caller, new Permission(action, Permission.Reach.Scope), scope).replaceWithVoid();
  }

  /// Role assignments were changed here: that counts at once.
  public void changed() {
    roles.forget();
  }

  private static Allowed decide(
      Caller caller, List<Grant> assigned, Permission needed, RoleScope scope) {
    List<Grant> all = new ArrayList<>(caller.grants());
    all.addAll(assigned);
    if (permits(all, needed.action(), scope)) {
      return new Allowed(caller, scope, Optional.empty());
    }
    if (needed.reach() == Permission.Reach.Within) {
      List<RoleScope> within =
          all.stream()
              .filter(g -> scope.contains(g.scope()) && g.role().permits(needed.action()))
              .map(Grant::scope)
              .distinct()
              .toList();
      if (!within.isEmpty() || scope.isRoot()) {
        return new Allowed(caller, scope, Optional.of(within));
      }
    }
    boolean known =
        all.stream().anyMatch(g -> g.scope().contains(scope) || scope.contains(g.scope()));
    throw known ? forbidden(caller, needed.action(), scope) : hidden(scope);
  }

  private static boolean permits(List<Grant> grants, String action, RoleScope scope) {
    return grants.stream().anyMatch(grant -> grant.permits(action, scope));
  }

  private static ArmException forbidden(Caller caller, String action, RoleScope scope) {
    return new ArmException(
        ArmErrorCode.AuthorizationFailed,
        "The client '%s' with object id '%s' does not have authorization to perform action '%s' over scope '%s' or the scope is invalid. If access was recently granted, please refresh your credentials."
            .formatted(caller.name(), caller.id(), action, scope));
  }

  /// In the words for what is not there.
  private static ArmException hidden(RoleScope scope) {
    List<String> segments = scope.segments();
    return switch (segments.size()) {
      case 0 -> new ArmException(ArmErrorCode.NotFound, "There is nothing that you may see.");
      case 2 ->
          new ArmException(
              ArmErrorCode.SubscriptionNotFound,
              "The subscription '" + segments.get(1) + "' could not be found.");
      case 4 ->
          new ArmException(
              ArmErrorCode.ResourceGroupNotFound,
              "Resource group '" + segments.get(3) + "' could not be found.");
      default -> {
        ResourceId id = ResourceId.parse(scope.toString());
        yield new ArmException(
            ArmErrorCode.ResourceNotFound,
            "The Resource '%s/%s' under resource group '%s' was not found."
                .formatted(id.type(), id.name(), id.resourceGroup()));
      }
    };
  }
}

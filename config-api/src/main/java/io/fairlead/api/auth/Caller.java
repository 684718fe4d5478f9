package io.fairlead.api.auth;

import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.contract.access.Grant;
import io.fairlead.contract.access.RoleScope;
import io.fairlead.store.Principal;
import java.util.List;

/// Who asks, as a verified token says. Immutable.
///
/// @param id what role assignments name; unique at the token's issuer
/// @param name for people: who made and changed resources
/// @param kind a person or a program
/// @param token the id of the token (`jti`), which tells tokens of one caller apart; empty for one
///     without
/// @param grants the roles that the token itself brings; assignments may add to them
public record Caller(String id, String name, Kind kind, String token, List<Grant> grants) {
  /// The holder of a token from the token file, who may do everything.
  public static final Caller ADMINISTRATOR =
      new Caller(
          "bearer-token",
          "bearer-token",
          Kind.Application,
          "",
          List.of(new Grant(BuiltInRole.OWNER, RoleScope.ROOT)));

  /// As ARM words it.
  public enum Kind {
    User,
    Application
  }

  public Caller {
    grants = List.copyOf(grants);
  }

  /// The caller as the store notes it.
  public Principal principal() {
    return new Principal(id, name, kind.name());
  }
}

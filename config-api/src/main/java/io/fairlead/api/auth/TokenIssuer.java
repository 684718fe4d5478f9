package io.fairlead.api.auth;

import io.smallrye.mutiny.Uni;

/// Whose tokens are accepted: one issuer at a time.
public sealed interface TokenIssuer permits EmbeddedIssuer, OidcIssuer {
  /// Verifies a token. Called on an event loop, and answers there.
  ///
  /// @return fails with an [io.fairlead.api.request.ArmException]: 401 when it is not accepted, 503
  ///     when the issuer cannot be asked for its keys
  Uni<Caller> verify(String token);
}

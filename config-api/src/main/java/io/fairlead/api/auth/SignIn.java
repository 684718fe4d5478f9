package io.fairlead.api.auth;

import io.fairlead.api.error.ArmErrorCode;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/// Lets a request in when it carries a bearer token of the issuer.
///
/// @param issuer whose tokens are accepted
public record SignIn(TokenIssuer issuer) {
  private static final String SCHEME = "Bearer ";

  /// Checks a request's credentials.
  ///
  /// @param authorization the request's header `Authorization`; null when it has none
  /// @return who asks; fails with an [io.fairlead.api.request.ArmException] (401, or 503 when the
  ///     issuer cannot be asked)
  public Uni<Caller> check(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || authorization.substring(SCHEME.length()).isBlank()) {
      return Uni.createFrom()
          .failure(
              Refused.with(
                  ArmErrorCode.AuthenticationFailed,
                  "Authentication failed. The 'Authorization' header is missing or has no bearer"
                      + " token.",
                  ""));
    }
    return issuer.verify(authorization.substring(SCHEME.length()).strip());
  }
}

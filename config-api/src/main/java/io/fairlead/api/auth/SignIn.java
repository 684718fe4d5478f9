package io.fairlead.api.auth;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets a request in when it carries one of the accepted bearer tokens.
///
/// @param tokens the accepted tokens
public record SignIn(TokenFile tokens) {
  private static final String SCHEME = "Bearer ";
  private static final String REALM = "Bearer realm=\"fairlead\"";

  /// Checks a request's credentials.
  ///
  /// @param authorization the request's header `Authorization`; null when it has none
  /// @throws ArmException (401)
  public void check(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || authorization.substring(SCHEME.length()).isBlank()) {
      throw refused(
          ArmErrorCode.AuthenticationFailed,
          "Authentication failed. The 'Authorization' header is missing or has no bearer token.",
          REALM);
    }
    if (!tokens.accepts(authorization.substring(SCHEME.length()).strip())) {
      throw refused(
          ArmErrorCode.InvalidAuthenticationToken,
          "The bearer token is not one that this server accepts.",
          REALM + ", error=\"invalid_token\"");
    }
  }

  private static ArmException refused(ArmErrorCode code, String message, String challenge) {
    return new ArmException(ArmError.of(code, message), Map.of("WWW-Authenticate", challenge));
  }
}

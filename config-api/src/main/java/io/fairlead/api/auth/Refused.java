package io.fairlead.api.auth;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import java.util.Map;

/// Refusals of tokens, none of which repeats anything of the token.
final class Refused {
  private Refused() {}

  static ArmException unknown() {
    return invalid("The bearer token is not one that this server accepts.");
  }

  static ArmException invalid(String message) {
    return with(ArmErrorCode.InvalidAuthenticationToken, message, ", error=\"invalid_token\"");
  }

  static ArmException expired() {
    return with(
        ArmErrorCode.ExpiredAuthenticationToken,
        "The bearer token has expired.",
        ", error=\"invalid_token\"");
  }

  static ArmException with(ArmErrorCode code, String message, String challenge) {
    return new ArmException(
        ArmError.of(code, message),
        Map.of("WWW-Authenticate", "Bearer realm=\"fairlead\"" + challenge));
  }
}

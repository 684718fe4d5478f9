package io.fairlead.api.auth;

import io.fairlead.api.request.ArmException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// What a client is told of a token that does not verify. The signature is judged first, so nobody
/// learns anything of a token that is not the issuer's.
final class Verification {
  private Verification() {}

  static ArmException refusal(InvalidJwtException failure) {
    if (failure.hasErrorCode(ErrorCodes.EXPIRED)) {
      return Refused.expired();
    }
    if (failure.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
        || failure.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
      return Refused.invalid("The bearer token is for another audience.");
    }
    if (failure.hasErrorCode(ErrorCodes.ISSUER_INVALID)
        || failure.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
      return Refused.invalid("The bearer token is of another issuer.");
    }
    return Refused.unknown();
  }
}

package io.fairlead.local.token;

import io.fairlead.contract.access.AccessTokenClaims;
import io.fairlead.embedded.StartException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// Signs access tokens.
///
/// @param key in hexadecimal digits
/// @param clock tells when they begin
record AccessTokens(String key, InstantSource clock) {

  /// A new token (JWT, compact form).
  String sign(TokenOptions.Wanted wanted) {
    Instant now = clock.instant();
    var claims = new JwtClaims();
    claims.setIssuer(AccessTokenClaims.ISSUER);
    claims.setAudience(AccessTokenClaims.AUDIENCE);
    claims.setSubject(wanted.principal());
    claims.setStringClaim(AccessTokenClaims.NAME, wanted.name());
    claims.setJwtId(UUID.randomUUID().toString());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(wanted.expires()).getEpochSecond()));
    claims.setClaim(
        AccessTokenClaims.GRANTS,
        wanted
            .grant()
            .map(
                grant ->
                    List.of(
                        Map.of(
                            AccessTokenClaims.ROLE,
                            grant.role().id(),
                            AccessTokenClaims.SCOPE,
                            grant.scope().toString())))
            .orElse(List.of()));
    var signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    signature.setPayload(claims.toJson());
    try {
      signature.setKey(new HmacKey(HexFormat.of().parseHex(key)));
      return signature.getCompactSerialization();
    } catch (JoseException | IllegalArgumentException e) {
      throw new StartException("the signing key signs no token", e);
    }
  }
}

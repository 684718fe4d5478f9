package io.fairlead.api.support;

import io.fairlead.api.auth.SigningKey;
import io.fairlead.contract.access.AccessTokenClaims;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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

/// Tokens as `./fairlead token` signs them, and what somebody else might make of one.
public final class TestTokens {
  public static final InstantSource CLOCK = InstantSource.system();
  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  public static final SigningKey KEY = key();

  private TestTokens() {}

  private static SigningKey key() {
    try {
      Path file =
          Files.createTempFile(
              "fairlead",
              "key",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(SECRET));
      SigningKey key = SigningKey.open(file);
      Files.delete(file);
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a token says of a principal without roles.
  public static JwtClaims claims(String principal) {
    var claims = new JwtClaims();
    claims.setIssuer(AccessTokenClaims.ISSUER);
    claims.setAudience(AccessTokenClaims.AUDIENCE);
    claims.setSubject(principal);
    claims.setJwtId(UUID.randomUUID().toString());
    claims.setStringClaim(AccessTokenClaims.NAME, principal);
    claims.setIssuedAtToNow();
    claims.setExpirationTime(in(Duration.ofHours(1)));
    claims.setClaim(AccessTokenClaims.GRANTS, List.of());
    return claims;
  }

  /// The same with a role.
  public static JwtClaims claims(String principal, String role, String scope) {
    JwtClaims claims = claims(principal);
    claims.setClaim(
        AccessTokenClaims.GRANTS,
        List.of(Map.of(AccessTokenClaims.ROLE, role, AccessTokenClaims.SCOPE, scope)));
    return claims;
  }

  public static NumericDate in(Duration time) {
    return NumericDate.fromMilliseconds(Instant.now().plus(time).toEpochMilli());
  }

  public static String sign(JwtClaims claims) {
    return sign(claims, new HmacKey(SECRET));
  }

  public static String sign(JwtClaims claims, java.security.Key key) {
    var signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    signature.setKey(key);
    signature.setPayload(claims.toJson());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}

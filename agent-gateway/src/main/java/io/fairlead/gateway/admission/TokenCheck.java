package io.fairlead.gateway.admission;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.key.AgentPublicKey;
import io.fairlead.contract.key.ParsedPublicKey;
import io.fairlead.contract.protocol.ProtocolLimits;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Checks agents' tokens as `docs/agent-protocol.md` §3.1 says, in two steps: [#read(String)] tells
/// whose key is needed, [#check(Token, String)] does the rest. Thread-safe.
///
/// Times are only judged once the signature is right, and the answer then says so: an agent with a
/// wrong clock corrects itself, a stranger learns nothing.
public final class TokenCheck {
  /// How far clocks may be apart.
  static final Duration LEEWAY = Duration.ofSeconds(30);

  private static final int MAX_TOKEN_CHARACTERS = 8 * 1024;
  private static final int MAX_ID_CHARACTERS = 128;
  private static final String NOT_AUTHENTIC =
      "the cluster is not known or its key did not sign the token";

  private static final List<String> RSA =
      List.of(AlgorithmIdentifiers.RSA_USING_SHA256, AlgorithmIdentifiers.RSA_PSS_USING_SHA256);
  private static final List<String> EC =
      List.of(
          AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
          AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
          AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512);
  private static final List<String> ED = List.of(AlgorithmIdentifiers.EDDSA);

  private final InstantSource clock;

  public TokenCheck(InstantSource clock) {
    this.clock = clock;
  }

  /// Reads a token without believing it.
  ///
  /// @throws TokenRefusedException when it has another form, or an algorithm that is not allowed
  public Token read(String compact) {
    if (compact.length() > MAX_TOKEN_CHARACTERS) {
      throw malformed("a token has at most " + MAX_TOKEN_CHARACTERS + " characters");
    }
    var signature = new JsonWebSignature();
    try {
      signature.setCompactSerialization(compact);
      @Nullable String algorithm = signature.getAlgorithmHeaderValue();
      if (algorithm == null
          || !(RSA.contains(algorithm) || EC.contains(algorithm) || ED.contains(algorithm))) {
        throw new TokenRefusedException(
            Attempt.AlgorithmRefused, "alg is one of RS256, PS256, ES256, ES384, ES512, EdDSA");
      }
      if (signature.getHeaders().getObjectHeaderValue("crit") != null) {
        throw malformed("crit is not understood");
      }
      JwtClaims claims = JwtClaims.parse(signature.getUnverifiedPayload());
      return new Token(cluster(claims), signature, claims);
    } catch (JoseException | InvalidJwtException | MalformedClaimException _) {
      throw malformed("the token is no compact JWS of JSON claims");
    }
  }

  private static ResourceId cluster(JwtClaims claims) throws MalformedClaimException {
    @Nullable String issuer = claims.getIssuer();
    @Nullable String subject = claims.getSubject();
    if (issuer == null || subject == null) {
      throw malformed("iss and sub are the cluster's id");
    }
    try {
      ResourceId cluster = ResourceId.parse(issuer);
      if (cluster.isExtension() || !cluster.equals(ResourceId.parse(subject))) {
        throw malformed("iss and sub are the same cluster's id");
      }
      return cluster;
    } catch (IllegalArgumentException _) {
      throw malformed("iss and sub are a cluster's id");
    }
  }

  /// Refuses an attempt without a token.
  public static TokenRefusedException missing() {
    return new TokenRefusedException(
        Attempt.TokenMissing, "the header Authorization carries 'Bearer' and a token");
  }

  /// Refuses a token of a cluster that is not known, in the words for a wrong signature.
  public static TokenRefusedException unknownCluster() {
    return new TokenRefusedException(Attempt.NotAuthentic, NOT_AUTHENTIC);
  }

  /// Checks a token against its cluster's key.
  ///
  /// @param publicKey as registered
  /// @throws TokenRefusedException when it does not open a session; the first of signature,
  ///     audience, times and id that is wrong is told
  public Token.Checked check(Token token, String publicKey) {
    verify(token.signature(), publicKey);
    try {
      if (!token.claims().hasAudience()
          || !token.claims().getAudience().contains(ProtocolLimits.AUDIENCE)) {
        throw new TokenRefusedException(Attempt.WrongAudience, "aud is " + ProtocolLimits.AUDIENCE);
      }
      Instant expires = times(token.claims());
      @Nullable String id = token.claims().getJwtId();
      if (id == null || id.isEmpty() || id.length() > MAX_ID_CHARACTERS) {
        throw malformed("jti has 1 to " + MAX_ID_CHARACTERS + " characters");
      }
      return new Token.Checked(token.cluster(), id, expires);
    } catch (MalformedClaimException _) {
      throw malformed("a claim has another type than it should");
    }
  }

  private Instant times(JwtClaims claims) throws MalformedClaimException {
    Instant now = clock.instant();
    @Nullable NumericDate exp = claims.getExpirationTime();
    if (exp == null) {
      throw malformed("exp is missing");
    }
    Instant expires = Instant.ofEpochMilli(exp.getValueInMillis());
    if (expires.plus(LEEWAY).isBefore(now)) {
      throw new TokenRefusedException(
          Attempt.TokenExpired,
          "exp is %d s in the past by the hub's clock"
              .formatted(Duration.between(expires, now).toSeconds()));
    }
    Duration ahead = Duration.between(now, expires);
    Duration longest = Duration.ofSeconds(ProtocolLimits.MAX_TOKEN_SECONDS);
    for (NumericDate from : notBefore(claims)) {
      if (Instant.ofEpochMilli(from.getValueInMillis()).isAfter(now.plus(LEEWAY))) {
        throw new TokenRefusedException(
            Attempt.TokenNotYetValid, "nbf or iat is in the future by the hub's clock");
      }
    }
    if (ahead.compareTo(longest.plus(LEEWAY)) > 0) {
      throw new TokenRefusedException(
          Attempt.TokenLivesTooLong,
          "exp is %d s ahead by the hub's clock, at most %d are allowed"
              .formatted(ahead.toSeconds(), longest.toSeconds()));
    }
    return expires;
  }

  private static List<NumericDate> notBefore(JwtClaims claims) throws MalformedClaimException {
    return Stream.of(claims.getNotBefore(), claims.getIssuedAt()).filter(Objects::nonNull).toList();
  }

  private static void verify(JsonWebSignature signature, String publicKey) {
    if (!(AgentPublicKey.parse(publicKey) instanceof ParsedPublicKey.Accepted(PublicKey key))) {
      throw new TokenRefusedException(Attempt.NotAuthentic, NOT_AUTHENTIC);
    }
    signature.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, algorithms(key).toArray(String[]::new)));
    signature.setKey(key);
    if (key instanceof ECPublicKey) {
      signature.setProviderContext(EcdsaProvider.context());
    }
    try {
      if (!signature.verifySignature()) {
        throw new TokenRefusedException(Attempt.NotAuthentic, NOT_AUTHENTIC);
      }
    } catch (JoseException _) {
      // A key of another kind or curve than the algorithm's, or a signature of another length.
      throw new TokenRefusedException(Attempt.NotAuthentic, NOT_AUTHENTIC);
    }
  }

  private static List<String> algorithms(PublicKey key) {
    return switch (key) {
      case RSAPublicKey _ -> RSA;
      case ECPublicKey _ -> EC;
      case EdECPublicKey _ -> ED;
      // The parser accepts no other; an empty list would permit everything.
      default -> throw new TokenRefusedException(Attempt.NotAuthentic, NOT_AUTHENTIC);
    };
  }

  private static TokenRefusedException malformed(String message) {
    return new TokenRefusedException(Attempt.TokenMalformed, message);
  }
}

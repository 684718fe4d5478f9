package io.fairlead.api.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.access.AccessTokenClaims;
import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.contract.access.Grant;
import io.fairlead.contract.access.RoleScope;
import io.fairlead.contract.json.Json;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/// The hub's own issuer, for where there is no other: the tokens of the token file, which may do
/// everything, and those that `./fairlead token` signs, which say themselves what they may do. To
/// verify one takes some microseconds, so nothing is kept: another key counts at once.
public final class EmbeddedIssuer implements TokenIssuer {
  private static final int MOST_CHARACTERS = 8 * 1024;
  private static final int MOST_GRANTS = 32;
  private static final int LONGEST_TEXT = 128;

  private final TokenFile tokens;
  private final Optional<SigningKey> key;
  private final InstantSource clock;

  /// @param tokens those of administrators
  /// @param key verifies the others; empty when there are none
  public EmbeddedIssuer(TokenFile tokens, Optional<SigningKey> key, InstantSource clock) {
    this.tokens = tokens;
    this.key = key;
    this.clock = clock;
  }

  @Override
  public Uni<Caller> verify(String token) {
    return Uni.createFrom().item(() -> caller(token));
  }

  private Caller caller(String token) {
    if (tokens.accepts(token)) {
      return Caller.ADMINISTRATOR;
    }
    if (token.length() > MOST_CHARACTERS) {
      throw Refused.unknown();
    }
    return signed(token, key.orElseThrow(Refused::unknown));
  }

  private Caller signed(String token, SigningKey signer) {
    try {
      JwtClaims claims =
          new JwtConsumerBuilder()
              .setVerificationKey(signer.current())
              .setJwsAlgorithmConstraints(
                  new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256))
              .setExpectedIssuer(true, AccessTokenClaims.ISSUER)
              .setExpectedAudience(true, AccessTokenClaims.AUDIENCE)
              .setRequireSubject()
              .setRequireJwtId()
              .setRequireExpirationTime()
              .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
              .setMaxFutureValidityInMinutes(
                  (int) AccessTokenClaims.LONGEST.plus(Duration.ofMinutes(1)).toMinutes())
              .build()
              .processToClaims(token);
      String subject = text(claims.getSubject());
      return new Caller(
          subject,
          text(
              Optional.ofNullable(claims.getStringClaimValue(AccessTokenClaims.NAME))
                  .orElse(subject)),
          Caller.Kind.Application,
          text(claims.getJwtId()),
          grants(claims));
    } catch (InvalidJwtException e) {
      throw Verification.refusal(e);
    } catch (MalformedClaimException | IllegalArgumentException _) {
      throw Refused.unknown();
    }
  }

  private static String text(String text) {
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("a claim is empty or too long");
    }
    return text;
  }

  private static List<Grant> grants(JwtClaims claims) {
    List<Grant> grants = new ArrayList<>();
    JsonNode said =
        Json.readTree(claims.toJson().getBytes(StandardCharsets.UTF_8))
            .path(AccessTokenClaims.GRANTS);
    if (said.size() > MOST_GRANTS) {
      throw new IllegalArgumentException("more grants than a token may have");
    }
    for (JsonNode grant : said) {
      grants.add(
          new Grant(
              BuiltInRole.find(grant.path(AccessTokenClaims.ROLE).asText())
                  .orElseThrow(() -> new IllegalArgumentException("no such role")),
              RoleScope.parse(grant.path(AccessTokenClaims.SCOPE).asText())));
    }
    return grants;
  }
}

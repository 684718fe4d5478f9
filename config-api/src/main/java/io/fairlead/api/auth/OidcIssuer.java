package io.fairlead.api.auth;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.contract.access.Grant;
import io.fairlead.contract.access.RoleScope;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jspecify.annotations.Nullable;

/// An OpenID Connect issuer: its JWTs, signed with a key that it publishes. A token says who asks,
/// and nothing of what that may do: role assignments do. Verified off the event loops, and
/// remembered.
public final class OidcIssuer implements TokenIssuer {
  private static final int SKEW_SECONDS = 30;
  private static final int LONGEST_TEXT = 256;
  private static final AlgorithmConstraints ASYMMETRIC =
      new AlgorithmConstraints(
          ConstraintType.PERMIT,
          AlgorithmIdentifiers.RSA_USING_SHA256,
          AlgorithmIdentifiers.RSA_USING_SHA384,
          AlgorithmIdentifiers.RSA_USING_SHA512,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
          AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
          AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
          AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
          AlgorithmIdentifiers.EDDSA);

  private final OidcSettings settings;
  private final OidcKeys keys;
  private final VerifiedTokens verified;
  private final InstantSource clock;
  private final Function<Supplier<Caller>, Uni<Caller>> offLoop;

  /// @param offLoop does work that blocks, and answers where it was asked
  public OidcIssuer(
      OidcSettings settings, InstantSource clock, Function<Supplier<Caller>, Uni<Caller>> offLoop) {
    this.settings = settings;
    this.keys = new OidcKeys(settings.issuer());
    this.verified = new VerifiedTokens(clock);
    this.clock = clock;
    this.offLoop = offLoop;
  }

  @Override
  public Uni<Caller> verify(String token) {
    String digest = HexFormat.of().formatHex(TokenFile.digest(token));
    Optional<Caller> known = verified.find(digest);
    return known.isPresent()
        ? Uni.createFrom().item(known.get())
        : offLoop.apply(() -> caller(token, digest));
  }

  private Caller caller(String token, String digest) {
    try {
      JwtClaims claims =
          new JwtConsumerBuilder()
              .setVerificationKeyResolver(keys)
              .setJwsAlgorithmConstraints(ASYMMETRIC)
              .setExpectedIssuer(true, settings.issuer().toString())
              .setExpectedAudience(true, settings.audience())
              .setRequireExpirationTime()
              .setAllowedClockSkewInSeconds(SKEW_SECONDS)
              .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
              .build()
              .processToClaims(token);
      Caller caller = caller(claims);
      verified.keep(
          digest, caller, Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis()));
      return caller;
    } catch (InvalidJwtException e) {
      throw OidcKeys.isAway(e) ? away() : Verification.refusal(e);
    } catch (MalformedClaimException _) {
      throw Refused.unknown();
    }
  }

  private Caller caller(JwtClaims claims) throws MalformedClaimException {
    String id = text(claims, settings.principalClaim());
    if (id == null) {
      throw Refused.invalid(
          "The bearer token has no claim '%s' with 1 to %d characters."
              .formatted(settings.principalClaim(), LONGEST_TEXT));
    }
    String name = text(claims, settings.nameClaim());
    @Nullable String token = claims.getJwtId();
    return new Caller(
        id,
        name == null ? id : name,
        isApplication(claims) ? Caller.Kind.Application : Caller.Kind.User,
        token == null ? "" : token,
        settings.owners().contains(id)
            ? List.of(new Grant(BuiltInRole.OWNER, RoleScope.ROOT))
            : List.of());
  }

  private static @Nullable String text(JwtClaims claims, String name) {
    return claims.getClaimValue(name) instanceof String text
            && !text.isBlank()
            && text.length() <= LONGEST_TEXT
        ? text
        : null;
  }

  /// Issuers tell programs from people in different ways: by a claim, or by a subject that is the
  /// client itself.
  private static boolean isApplication(JwtClaims claims) {
    String subject = text(claims, "sub");
    return "app".equals(text(claims, "idtyp"))
        || "client-credentials".equals(text(claims, "gty"))
        || (subject != null
            && Stream.of("client_id", "azp", "appid")
                .map(name -> text(claims, name))
                .filter(Objects::nonNull)
                .anyMatch(subject::equals));
  }

  private static ArmException away() {
    return new ArmException(
        ArmError.of(
            ArmErrorCode.ServiceUnavailable,
            "The issuer of tokens cannot be asked for its keys now. Try again later."),
        Map.of("Retry-After", "5"));
  }
}

package io.fairlead.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.ProtocolLimits;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-22T14:00:00Z");
  private static final String CLUSTER =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/edge-1";
  private static final KeyPair ED25519 = keys("Ed25519", "");
  private static final KeyPair RSA = keys("RSA", "2048");

  private final TokenCheck check = new TokenCheck(InstantSource.fixed(NOW));

  @ParameterizedTest
  @CsvSource({
    "RSA,2048,RS256",
    "RSA,2048,PS256",
    "EC,secp256r1,ES256",
    "EC,secp384r1,ES384",
    "EC,secp521r1,ES512",
    "Ed25519,,EdDSA"
  })
  void a_token_signed_as_described_is_accepted(String kind, String size, String algorithm) {
    // Given
    KeyPair keys = kind.equals("RSA") ? RSA : keys(kind, size == null ? "" : size);

    // When
    Token.Checked checked = check(token(keys, algorithm, _ -> {}), keys);

    // Then
    assertThat(checked.cluster().toString()).isEqualTo(CLUSTER);
    assertThat(checked.id()).isEqualTo("id-1");
    assertThat(checked.expires()).isEqualTo(NOW.plusSeconds(240));
  }

  @Test
  void a_cluster_is_the_same_in_any_letter_case() {
    // When
    var token =
        check.read(
            token(
                ED25519,
                "EdDSA",
                claims -> claims.setSubject(CLUSTER.toUpperCase(java.util.Locale.ROOT))));

    // Then
    assertThat(token.cluster().toString()).isEqualTo(CLUSTER);
  }

  @Test
  void an_unsigned_token_is_refused() {
    // Given
    var signature = new JsonWebSignature();
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setAlgorithmHeaderValue("none");
    signature.setPayload(claims().toJson());

    // Then
    assertThat(refusal(() -> check(compact(signature), ED25519)))
        .isEqualTo(Attempt.AlgorithmRefused);
  }

  @Test
  void a_token_signed_with_the_public_key_as_a_shared_secret_is_refused() {
    // Given
    var signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue("HS256");
    signature.setKey(
        new javax.crypto.spec.SecretKeySpec(RSA.getPublic().getEncoded(), "HmacSHA256"));
    signature.setPayload(claims().toJson());

    // Then
    assertThat(refusal(() -> check(compact(signature), RSA))).isEqualTo(Attempt.AlgorithmRefused);
  }

  @Test
  void another_key_or_another_kind_of_key_is_not_authentic() {
    // Given
    String token = token(ED25519, "EdDSA", _ -> {});

    for (KeyPair other : List.of(keys("Ed25519", ""), RSA, keys("EC", "secp256r1"))) {
      // Then
      assertThat(refusal(() -> check(token, other))).isEqualTo(Attempt.NotAuthentic);
    }
  }

  @Test
  void a_changed_payload_is_not_authentic() {
    // Given
    String[] parts = token(ED25519, "EdDSA", _ -> {}).split("\\.", -1);
    JwtClaims changed = claims();
    changed.setJwtId("id-2");
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(changed.toJson().getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(refusal(() -> check(parts[0] + "." + payload + "." + parts[2], ED25519)))
        .isEqualTo(Attempt.NotAuthentic);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a.b", "a.b.c", "....", "eyJhbGciOiJFZERTQSJ9.e30."})
  void what_is_no_token_is_malformed(String text) {
    // Then
    assertThat(refusal(() -> check(text, ED25519))).isEqualTo(Attempt.TokenMalformed);
  }

  @Test
  void each_claim_has_its_refusal() {
    assertThat(refusal(claims -> claims.setAudience("other"))).isEqualTo(Attempt.WrongAudience);
    assertThat(refusal(claims -> claims.unsetClaim("aud"))).isEqualTo(Attempt.WrongAudience);
    assertThat(refusal(claims -> claims.setIssuer(CLUSTER + "2")))
        .isEqualTo(Attempt.TokenMalformed);
    assertThat(refusal(claims -> claims.unsetClaim("sub"))).isEqualTo(Attempt.TokenMalformed);
    assertThat(refusal(claims -> claims.unsetClaim("exp"))).isEqualTo(Attempt.TokenMalformed);
    assertThat(refusal(claims -> claims.setStringClaim("exp", "soon")))
        .isEqualTo(Attempt.TokenMalformed);
    assertThat(refusal(claims -> claims.unsetClaim("jti"))).isEqualTo(Attempt.TokenMalformed);
    assertThat(refusal(claims -> claims.setJwtId("x".repeat(129))))
        .isEqualTo(Attempt.TokenMalformed);
    assertThat(refusal(claims -> claims.setExpirationTime(at(-31))))
        .isEqualTo(Attempt.TokenExpired);
    assertThat(refusal(claims -> claims.setExpirationTime(at(331))))
        .isEqualTo(Attempt.TokenLivesTooLong);
    assertThat(refusal(claims -> claims.setNotBefore(at(31)))).isEqualTo(Attempt.TokenNotYetValid);
    assertThat(refusal(claims -> claims.setIssuedAt(at(31)))).isEqualTo(Attempt.TokenNotYetValid);
  }

  @Test
  void clocks_may_be_half_a_minute_apart() {
    check(token(ED25519, "EdDSA", claims -> claims.setExpirationTime(at(-29))), ED25519);
    check(token(ED25519, "EdDSA", claims -> claims.setExpirationTime(at(329))), ED25519);
    check(token(ED25519, "EdDSA", claims -> claims.setIssuedAt(at(29))), ED25519);
  }

  @Test
  void a_stranger_learns_nothing_of_times() {
    // Given
    String expired =
        token(keys("Ed25519", ""), "EdDSA", claims -> claims.setExpirationTime(at(-9999)));

    // Then
    assertThat(refusal(() -> check(expired, ED25519))).isEqualTo(Attempt.NotAuthentic);
  }

  @Test
  void a_token_is_used_once_and_forgotten_when_it_could_no_longer_be_used() {
    // Given
    var clock = new java.util.concurrent.atomic.AtomicReference<>(NOW);
    var guard = new ReplayGuard(2, clock::get);
    Token.Checked checked = check(token(ED25519, "EdDSA", _ -> {}), ED25519);
    assertThat(guard.use(checked)).isEqualTo(Attempt.Accepted);

    // When
    Attempt again = guard.use(checked);

    // Then
    assertThat(again).isEqualTo(Attempt.TokenReplayed);
    clock.set(checked.expires().plus(TokenCheck.LEEWAY).plusMillis(1));
    assertThat(guard.use(new Token.Checked(checked.cluster(), "other", clock.get())))
        .isEqualTo(Attempt.Accepted);
    assertThat(guard.size()).isEqualTo(1);
  }

  @Test
  void as_many_tokens_are_remembered_as_can_be_alive_at_a_time() {
    // Given
    var guard = ReplayGuard.forRate(0.1, 1, () -> NOW);
    ResourceId cluster = ResourceId.parse(CLUSTER);

    // When
    long used =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new Token.Checked(cluster, "id-" + i, NOW.plusSeconds(330)))
            .filter(token -> guard.use(token) == Attempt.Accepted)
            .count();

    // Then: one at once, and one each ten seconds for the life of a token and both clocks' errors
    assertThat(used).isBetween(37L, 39L);
  }

  private Attempt refusal(Consumer<JwtClaims> change) {
    return refusal(() -> check(token(ED25519, "EdDSA", change), ED25519));
  }

  private static Attempt refusal(Runnable attempt) {
    return catchThrowableOfType(TokenRefusedException.class, attempt::run).attempt();
  }

  private Token.Checked check(String token, KeyPair keys) {
    return check.check(
        check.read(token), Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
  }

  private static JwtClaims claims() {
    var claims = new JwtClaims();
    claims.setIssuer(CLUSTER);
    claims.setSubject(CLUSTER);
    claims.setAudience("someone", ProtocolLimits.AUDIENCE);
    claims.setIssuedAt(at(0));
    claims.setExpirationTime(at(240));
    claims.setJwtId("id-1");
    return claims;
  }

  private static NumericDate at(long seconds) {
    return NumericDate.fromSeconds(NOW.getEpochSecond() + seconds);
  }

  private static String token(KeyPair keys, String algorithm, Consumer<JwtClaims> change) {
    JwtClaims claims = claims();
    change.accept(claims);
    var signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setKey(keys.getPrivate());
    signature.setPayload(claims.toJson());
    return compact(signature);
  }

  private static String compact(JsonWebSignature signature) {
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair keys(String kind, String size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      switch (kind) {
        case "RSA" -> generator.initialize(Integer.parseInt(size));
        case "EC" -> generator.initialize(new ECGenParameterSpec(size));
        default -> {}
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

package io.fairlead.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fairlead.api.request.ArmException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens of an issuer that publishes its keys.
final class OidcIssuerTest {
  private static final Instant NOW = Instant.parse("2026-11-29T03:00:00Z");
  private static final PublicJsonWebKey FIRST = key("first");
  private static final PublicJsonWebKey SECOND = key("second");
  private static final PublicJsonWebKey STRANGE = key("first");

  private final List<JsonWebKey> published = new CopyOnWriteArrayList<>(List.of(FIRST));
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private OidcIssuer issuer;

  private static PublicJsonWebKey key(String id) {
    try {
      PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  OidcIssuerTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = open();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/fleet";
  }

  private OidcIssuer open() {
    return new OidcIssuer(
        new OidcSettings(
            URI.create(url()), "fairlead", "sub", "preferred_username", List.of("the-owner")),
        InstantSource.fixed(NOW),
        work -> Uni.createFrom().item(work));
  }

  @BeforeEach
  void serve() {
    answer(
        "/realms/fleet/.well-known/openid-configuration",
        () -> "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(url(), url()));
    answer(
        "/realms/fleet/keys",
        () -> {
          asked.incrementAndGet();
          return new JsonWebKeySet(published).toJson();
        });
    server.start();
  }

  private void answer(String path, java.util.function.Supplier<String> body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private JwtClaims claims() {
    var claims = new JwtClaims();
    claims.setIssuer(url());
    claims.setAudience("fairlead");
    claims.setSubject("2f1c");
    claims.setStringClaim("preferred_username", "ada");
    claims.setExpirationTime(NumericDate.fromSeconds(NOW.plusSeconds(300).getEpochSecond()));
    return claims;
  }

  private static String sign(JwtClaims claims, PublicJsonWebKey key) {
    return sign(claims, key.getPrivateKey(), AlgorithmIdentifiers.RSA_USING_SHA256, key.getKeyId());
  }

  private static String sign(
      JwtClaims claims, java.security.Key key, String algorithm, String keyId) {
    var signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key);
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setKeyIdHeaderValue(keyId);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private Caller caller(String token) {
    return issuer.verify(token).await().atMost(Duration.ofSeconds(10));
  }

  private void refused(String token, int status) {
    assertThatThrownBy(() -> caller(token))
        .isInstanceOfSatisfying(
            ArmException.class, e -> assertThat(e.error().status()).isEqualTo(status));
  }

  @Test
  void aTokenSaysWhoAsks() {
    // When
    Caller ada = caller(sign(claims(), FIRST));

    // Then
    assertThat(ada.id()).isEqualTo("2f1c");
    assertThat(ada.name()).isEqualTo("ada");
    assertThat(ada.kind()).isEqualTo(Caller.Kind.User);
    assertThat(ada.grants()).isEmpty();
  }

  @Test
  void programsAndOwnersAreKnown() {
    // Given
    JwtClaims program = claims();
    program.setStringClaim("azp", "2f1c");
    JwtClaims owner = claims();
    owner.setSubject("the-owner");

    // Then
    assertThat(caller(sign(program, FIRST)).kind()).isEqualTo(Caller.Kind.Application);
    assertThat(caller(sign(owner, FIRST)).grants()).hasSize(1);
  }

  @Test
  void keysAreAskedForOnceAndAgainWhenTheyChange() {
    // Given
    for (int i = 0; i < 20; i++) {
      JwtClaims claims = claims();
      claims.setJwtId("token-" + i);
      caller(sign(claims, FIRST));
    }
    assertThat(asked).hasValue(1);

    // When
    published.add(SECOND);
    issuer = open();

    // Then
    assertThat(caller(sign(claims(), SECOND)).id()).isEqualTo("2f1c");
    assertThat(asked).hasValue(2);
  }

  @Test
  void unknownKeysDoNotMakeItAskAllTheTime() {
    // Given
    caller(sign(claims(), FIRST));

    // When
    for (int i = 0; i < 20; i++) {
      refused(
          sign(claims(), STRANGE.getPrivateKey(), AlgorithmIdentifiers.RSA_USING_SHA256, "k" + i),
          401);
    }

    // Then
    assertThat(asked.get()).isLessThanOrEqualTo(2);
  }

  static Stream<Map.Entry<String, Consumer<JwtClaims>>> faults() {
    List<Map.Entry<String, Consumer<JwtClaims>>> faults = new ArrayList<>();
    faults.add(Map.entry("another audience", c -> c.setAudience("another")));
    faults.add(Map.entry("no audience", c -> c.unsetClaim("aud")));
    faults.add(Map.entry("another issuer", c -> c.setIssuer("https://elsewhere.example")));
    faults.add(
        Map.entry(
            "expired",
            c ->
                c.setExpirationTime(
                    NumericDate.fromSeconds(NOW.minusSeconds(60).getEpochSecond()))));
    faults.add(Map.entry("without end", c -> c.unsetClaim("exp")));
    faults.add(
        Map.entry(
            "not yet",
            c -> c.setNotBefore(NumericDate.fromSeconds(NOW.plusSeconds(60).getEpochSecond()))));
    faults.add(Map.entry("no principal", c -> c.unsetClaim("sub")));
    return faults.stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aTokenThatIsNotForThisApiIsRefused(Map.Entry<String, Consumer<JwtClaims>> fault) {
    // Given
    JwtClaims claims = claims();
    fault.getValue().accept(claims);

    // Then
    refused(sign(claims, FIRST), 401);
  }

  @Test
  void aTokenThatItsIssuerDidNotSignIsRefused() {
    // Given
    String genuine = sign(claims(), FIRST);
    String payload = genuine.split("\\.", -1)[1];
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

    // Then
    refused(none + "." + payload + ".", 401);
    refused(genuine.substring(0, genuine.lastIndexOf('.') + 1), 401);
    refused(sign(claims(), STRANGE), 401);
    refused(
        sign(
            claims(),
            new HmacKey(FIRST.getPublicKey().getEncoded()),
            AlgorithmIdentifiers.HMAC_SHA256,
            "first"),
        401);
    refused("not a token", 401);
  }

  @Test
  void anIssuerThatIsAwayIsNoFaultOfTheCaller() {
    // Given
    String token = sign(claims(), FIRST);
    server.stop(0);

    // Then
    refused(token, 503);
  }

  @Test
  void anIssuerOverPlainHttpElsewhereIsNotAccepted() {
    assertThatThrownBy(
            () ->
                new OidcSettings(
                    URI.create("http://id.example.com"), "a", "sub", "name", List.of()))
        .hasMessageContaining("fairlead.api.oidc.issuer");
  }
}

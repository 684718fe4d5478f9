package io.fairlead.gateway.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.embedded.Backing;
import io.fairlead.gateway.server.TestAgent.Outcome.Connected;
import io.fairlead.gateway.server.TestAgent.Outcome.Refused;
import java.nio.file.Path;
import java.security.Key;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Whoever is not the cluster does not get in, at the very door that agents come to: a gateway's
/// WebSocket. The cluster's own session goes on through all of it.
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedAgentTokensTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final TestHub hub = new TestHub(Backing.shared().bootstrapServers());
  private final TestAgent agent = new TestAgent("edge-1");
  private final TestAgent other = new TestAgent("edge-2");

  /// Of no cluster that the hub knows.
  private final TestAgent stranger = new TestAgent("edge-1");

  private TestGateway gateway;
  private Connected session;

  @BeforeAll
  void begin(@TempDir Path directory) throws InterruptedException, ExecutionException {
    Backing.shared().deleteAllTopics();
    hub.createTopics();
    hub.cluster(agent.cluster, agent.uid, agent.publicKey());
    hub.cluster(other.cluster, other.uid, other.publicKey());
    gateway = new TestGateway("one", hub.bootstrapServers(), directory).awaitReady();
  }

  @BeforeEach
  void connect() {
    session = agent.connect(gateway.port);
    await()
        .atMost(SOON)
        .until(() -> agent.frames.stream().anyMatch(GatewayFrame.Welcome.class::isInstance));
  }

  @AfterEach
  void theClustersOwnSessionWentOn() {
    assertThat(session.closed()).isNotDone();
    assertThat(gateway.gateway.sessions()).isEqualTo(1);
  }

  @AfterAll
  void end() {
    gateway.close();
    List.of(agent, other, stranger).forEach(TestAgent::close);
    hub.close();
  }

  @Test
  void a_forged_token() {
    // Given
    String[] genuine = agent.token(agent.claims()).split("\\.", -1);
    String[] another = agent.token(agent.claims()).split("\\.", -1);
    JwtClaims promoted = agent.claims();
    promoted.setStringClaim("role", "admin");

    // Then
    refused(
        "NotAuthentic",
        "a changed payload",
        genuine[0] + "." + part(promoted.toJson()) + "." + genuine[2]);
    refused(
        "NotAuthentic",
        "another token's signature",
        genuine[0] + "." + genuine[1] + "." + another[2]);
    refused(
        "NotAuthentic",
        "a cut signature",
        genuine[0] + "." + genuine[1] + "." + genuine[2].substring(0, 40));
    refused("NotAuthentic", "a stranger's signature", stranger.token(agent.claims()));
    refused("NotAuthentic", "no signature", genuine[0] + "." + genuine[1] + ".");
    refused("TokenMalformed", "two parts", genuine[0] + "." + genuine[1]);
  }

  @Test
  void an_expired_token() {
    refused("TokenExpired", "a day ago", agent.token(with(c -> c.setExpirationTime(in(-86_400)))));
    refused(
        "TokenExpired",
        "just more than clocks differ",
        agent.token(with(c -> c.setExpirationTime(in(-35)))));
    refused("TokenMalformed", "never", agent.token(with(c -> c.unsetClaim("exp"))));
  }

  @Test
  void a_replayed_token() {
    // Given
    String token = other.token(other.claims());
    var first = (Connected) other.attempt(gateway.port, token);
    first.socket().close();
    await().atMost(SOON).until(() -> gateway.gateway.sessions() == 1);

    // Then
    refused("TokenReplayed", "after its session", token);
    refused(
        "TokenMalformed",
        "without an id to know it by",
        agent.token(with(c -> c.unsetClaim("jti"))));
  }

  @Test
  void a_token_for_another_audience() {
    refused("WrongAudience", "the API's", agent.token(with(c -> c.setAudience("fairlead-api"))));
    refused("WrongAudience", "nobody's", agent.token(with(c -> c.unsetClaim("aud"))));
    refused(
        "WrongAudience",
        "the beginning of the right one",
        agent.token(with(c -> c.setAudience("fairlead-agent"))));
  }

  @Test
  void an_unsigned_token() {
    for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
      String header = part("{\"alg\":\"" + none + "\"}");
      String payload = part(agent.claims().toJson());
      String signed = agent.token(agent.claims()).split("\\.", -1)[2];

      refused(
          "AlgorithmRefused",
          "alg '" + none + "' with a signature",
          header + "." + payload + "." + signed);
      assertThat(agent.attempt(gateway.port, header + "." + payload + "."))
          .as("alg '%s' without one", none)
          .isInstanceOfSatisfying(
              Refused.class, r -> assertThat(r.code()).isIn("AlgorithmRefused", "TokenMalformed"));
    }
    refused(
        "AlgorithmRefused",
        "no alg",
        part("{}") + "." + part(agent.claims().toJson()) + "." + part("x"));
  }

  @Test
  void a_token_that_another_clusters_key_signed() {
    refused("NotAuthentic", "for this cluster", other.token(agent.claims()));
    refused("TokenMalformed", "for both", other.token(both(other, agent)));
    refused("TokenMalformed", "for both, the other way", other.token(both(agent, other)));
  }

  @Test
  void a_token_of_a_cluster_that_was_deleted_or_never_there() {
    // Given
    var deleted = new TestAgent("edge-3");
    hub.cluster(deleted.cluster, deleted.uid, deleted.publicKey());
    await().atMost(SOON).until(() -> deleted.attempt(gateway.port) instanceof Connected);

    // When
    hub.removeCluster(deleted.cluster);

    // Then
    await().atMost(SOON).until(() -> gateway.gateway.sessions() == 1);
    refused("NotAuthentic", "its own key", deleted.token(deleted.claims()));
    refused("NotAuthentic", "never there", new TestAgent("edge-4"));
    deleted.close();
  }

  @Test
  void a_token_of_a_key_that_was_replaced() {
    // Given
    var rotating = new TestAgent("edge-5");
    hub.cluster(rotating.cluster, rotating.uid, rotating.publicKey());
    await().atMost(SOON).until(() -> rotating.attempt(gateway.port) instanceof Connected);
    String old = rotating.token(rotating.claims());
    Key oldKey = rotating.keys().getPrivate();

    // When
    rotating.rotateKeys();
    hub.cluster(rotating.cluster, rotating.uid, rotating.publicKey());

    // Then
    await().atMost(SOON).until(() -> gateway.gateway.sessions() == 1);
    refused("NotAuthentic", "made before", old);
    refused("NotAuthentic", "made since", signed("EdDSA", oldKey, rotating.claims(), Map.of()));
    rotating.close();
  }

  @Test
  void a_token_signed_with_the_public_key_as_a_shared_secret() {
    // Given
    byte[] der = agent.keys().getPublic().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n" + agent.publicKey() + "\n-----END PUBLIC KEY-----\n";
    Map<String, byte[]> secrets = new LinkedHashMap<>();
    secrets.put("DER", der);
    secrets.put("base64, as registered", agent.publicKey().getBytes(US_ASCII));
    secrets.put("PEM", pem.getBytes(US_ASCII));

    // Then
    secrets.forEach(
        (form, secret) -> {
          Key key = new SecretKeySpec(secret, "HmacSHA256");
          refused("AlgorithmRefused", form, signed("HS256", key, agent.claims(), Map.of()));
        });
  }

  @Test
  void a_token_that_names_or_brings_a_key_of_its_own() throws JoseException {
    // Given
    String jwk = PublicJsonWebKey.Factory.newPublicJwk(stranger.keys().getPublic()).toJson();
    Key forger = stranger.keys().getPrivate();

    // Then
    for (String kid :
        List.of(
            "",
            "../../../../dev/null",
            "' or '1'='1",
            "http://evil.example.org/key",
            "k".repeat(4_000))) {
      refused(
          "NotAuthentic",
          "kid " + kid,
          signed("EdDSA", forger, agent.claims(), Map.of("kid", kid)));
    }
    refused("NotAuthentic", "jwk", signed("EdDSA", forger, agent.claims(), Map.of("jwk", jwk)));
    refused(
        "NotAuthentic",
        "jku",
        signed("EdDSA", forger, agent.claims(), Map.of("jku", "http://127.0.0.1:1/keys")));
    refused(
        "NotAuthentic",
        "x5u",
        signed("EdDSA", forger, agent.claims(), Map.of("x5u", "http://127.0.0.1:1/chain")));
    refused(
        "TokenMalformed",
        "crit",
        signed("EdDSA", agent.keys().getPrivate(), agent.claims(), Map.of("crit", "exp")));
  }

  @Test
  void a_token_from_the_future() {
    refused("TokenNotYetValid", "nbf", agent.token(with(c -> c.setNotBefore(in(86_400)))));
    refused("TokenNotYetValid", "iat", agent.token(with(c -> c.setIssuedAt(in(86_400)))));
    refused(
        "TokenNotYetValid",
        "nbf, more than clocks differ",
        agent.token(with(c -> c.setNotBefore(in(40)))));
  }

  @Test
  void a_token_that_lives_too_long() {
    refused(
        "TokenLivesTooLong", "a year", agent.token(with(c -> c.setExpirationTime(in(31_536_000)))));
    refused(
        "TokenLivesTooLong", "six minutes", agent.token(with(c -> c.setExpirationTime(in(360)))));
    refused(
        "TokenLivesTooLong",
        "for ever",
        agent.token(with(c -> c.setClaim("exp", 253_402_300_799L))));
  }

  @Test
  void no_token() {
    refused("TokenMissing", "empty", "");
    refused("TokenMalformed", "nonsense", "nonsense");
    refused("TokenMalformed", "JSON that is none", part("{") + "." + part("[") + ".x");
    refused("TokenMalformed", "very long", "a".repeat(3_000) + "." + "b".repeat(3_000) + ".c");
  }

  /// The same checks let a genuine one in, whatever it calls its key.
  @Test
  void only_the_genuine_token() {
    // Given
    String genuine =
        signed("EdDSA", other.keys().getPrivate(), other.claims(), Map.of("kid", "../x"));

    // When
    TestAgent.Outcome outcome = other.attempt(gateway.port, genuine);

    // Then
    assertThat(outcome).isInstanceOf(Connected.class);
    ((Connected) outcome).socket().close();
    await().atMost(SOON).until(() -> gateway.gateway.sessions() == 1);
  }

  private void refused(String code, String what, TestAgent by) {
    refused(code, what, by.token(by.claims()));
    by.close();
  }

  private void refused(String code, String what, String token) {
    assertThat(agent.attempt(gateway.port, token))
        .as(what)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).as(what).isEqualTo(code);
              assertThat(refused.status()).as(what).isEqualTo(401);
            });
  }

  private JwtClaims with(Consumer<JwtClaims> change) {
    JwtClaims claims = agent.claims();
    change.accept(claims);
    return claims;
  }

  private static JwtClaims both(TestAgent issuer, TestAgent subject) {
    JwtClaims claims = issuer.claims();
    claims.setSubject(subject.cluster.toString());
    return claims;
  }

  private static NumericDate in(long seconds) {
    NumericDate time = NumericDate.now();
    time.addSeconds(seconds);
    return time;
  }

  private static String part(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String signed(
      String algorithm, Key key, JwtClaims claims, Map<String, String> headers) {
    var signature = new JsonWebSignature();
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setAlgorithmHeaderValue(algorithm);
    headers.forEach((name, value) -> signature.setHeader(name, value));
    signature.setKey(key);
    signature.setPayload(claims.toJson());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }
}

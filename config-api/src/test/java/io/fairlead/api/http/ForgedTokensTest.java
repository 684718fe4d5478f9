package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.TestTokens.claims;
import static io.fairlead.api.support.TestTokens.in;
import static io.fairlead.api.support.TestTokens.sign;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tokens of the hub's own issuer, and what is none.
final class ForgedTokensTest {
  private final ApiUnderTest api = ApiUnderTest.over(new FakeDatabase());

  @BeforeEach
  void registerCluster() {
    api.register();
  }

  @AfterEach
  void close() {
    api.close();
  }

  private Reply get(String token) {
    return api.call("GET", CLUSTER).as(token).send();
  }

  private static JwtClaims owner() {
    return claims("somebody", "Owner", "/");
  }

  private static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSignedTokenLetsInAndNamesWhoMadeWhat() {
    // Given
    String token = sign(owner());

    // When
    Reply made = api.call("PUT", CLUSTER + "-2").as(token).body(ApiUnderTest.cluster()).send();

    // Then
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.at("/systemData/createdBy")).isEqualTo("somebody");
    assertThat(made.at("/systemData/createdByType")).isEqualTo("Application");
  }

  @Test
  void whatIsForgedLetsNobodyIn() {
    // Given
    String genuine = sign(owner());
    String[] parts = genuine.split("\\.", -1);
    String none = part("{\"alg\":\"none\"}");
    JwtClaims audience = owner();
    audience.setAudience("another-api");
    JwtClaims issuer = owner();
    issuer.setIssuer("somebody-else");
    JwtClaims eternal = owner();
    eternal.setExpirationTime(in(Duration.ofDays(800)));
    JwtClaims endless = owner();
    endless.unsetClaim("exp");
    JwtClaims nameless = owner();
    nameless.unsetClaim("jti");
    JwtClaims early = owner();
    early.setNotBefore(in(Duration.ofHours(1)));
    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("unsigned", none + "." + parts[1] + ".");
    forged.put("unsigned with a signature", none + "." + parts[1] + "." + parts[2]);
    forged.put("without signature", parts[0] + "." + parts[1] + ".");
    forged.put("two parts", parts[0] + "." + parts[1]);
    forged.put(
        "another payload",
        parts[0] + "." + part(claims("x", "Owner", "/").toJson()) + "." + parts[2]);
    forged.put("another key", sign(owner(), new HmacKey(new byte[32])));
    forged.put("another audience", sign(audience));
    forged.put("another issuer", sign(issuer));
    forged.put("valid for years", sign(eternal));
    forged.put("valid for ever", sign(endless));
    forged.put("without an id", sign(nameless));
    forged.put("not yet valid", sign(early));
    forged.put("of an unknown role", sign(claims("somebody", "Emperor", "/")));
    forged.put("of no scope", sign(claims("somebody", "Owner", "everywhere")));
    forged.put("rubbish", "x.y.z.".repeat(2000));

    // When
    Map<String, Integer> answers = new LinkedHashMap<>();
    forged.forEach((what, token) -> answers.put(what, get(token).status()));

    // Then
    assertThat(answers).allSatisfy((what, status) -> assertThat(status).as(what).isEqualTo(401));
    assertThat(get(genuine).status()).isEqualTo(200);
    Reply refused = get(forged.get("unsigned"));
    assertThat(refused.code()).isEqualTo("InvalidAuthenticationToken");
    assertThat(refused.header("WWW-Authenticate").orElseThrow()).contains("invalid_token");
  }

  @Test
  void aTokenThatHasExpiredSaysSo() {
    // Given
    JwtClaims past = owner();
    past.setExpirationTime(in(Duration.ofSeconds(-1)));

    // When
    Reply refused = get(sign(past));

    // Then
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.code()).isEqualTo("ExpiredAuthenticationToken");
  }

  @Test
  void whoeverIsKnownAndHasNoRoleSeesNothing() {
    // When
    List<Reply> replies =
        List.of(
            api.call("GET", CLUSTER).as(sign(claims("somebody"))).send(),
            api.call("GET", CLUSTER + "-nowhere").as(sign(claims("somebody"))).send());

    // Then
    assertThat(replies)
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).isEqualTo(404);
              assertThat(reply.code()).isEqualTo("ResourceNotFound");
            });
  }
}

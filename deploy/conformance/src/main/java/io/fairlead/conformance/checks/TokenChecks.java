package io.fairlead.conformance.checks;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.ClusterKey;
import io.fairlead.conformance.agent.Token;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.wire.HttpAnswer;
import io.fairlead.conformance.wire.UpgradeRequest;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tokens: their header and claims, but for times.
final class TokenChecks {
  private static final int UNAUTHORIZED = 401;
  private static final int LONGEST_ID = 128;

  private TokenChecks() {}

  static List<Check> all() {
    return List.of(
        header(
            "missing",
            "An attempt without a token is refused with TokenMissing",
            "TokenMissing",
            null),
        header(
            "of-another-scheme",
            "An attempt with other credentials than a bearer token is refused with TokenMissing",
            "TokenMissing",
            "Basic Zm9vOmJhcg=="),
        header(
            "garbage",
            "A token that is no compact JWS is refused with TokenMalformed",
            "TokenMalformed",
            "Bearer not-a-token"),
        header(
            "garbage-in-parts",
            "A token whose parts are no JSON is refused with TokenMalformed",
            "TokenMalformed",
            "Bearer bm9wZQ.bm9wZQ.bm9wZQ"),
        Check.of(
            "3.1-crit",
            "A token with the header parameter crit is refused with TokenMalformed",
            bench -> {
              Cluster cluster = bench.cluster();
              bench.expectTokenRefusal(
                  "TokenMalformed",
                  () -> bench.token(cluster).header(header -> header.putArray("crit").add("b64")));
            }),
        Check.of(
            "3.1-other-header-parameters",
            "Other header parameters are ignored",
            bench -> {
              Cluster cluster = bench.cluster();
              bench
                  .connectWith(
                      () ->
                          bench
                              .token(cluster)
                              .header(header -> header.put("kid", "7").put("x-unknown", true)))
                  .close();
            }),
        accepted(
            "iss-sub-letter-case",
            "iss and sub are the cluster's id in any letter case",
            claims ->
                claims
                    .put("iss", claims.path("iss").asText().toUpperCase(Locale.ROOT))
                    .put("sub", claims.path("sub").asText().toLowerCase(Locale.ROOT))),
        malformed(
            "iss-sub-differ",
            "iss and sub that differ",
            claims -> claims.put("sub", claims.path("sub").asText() + "x")),
        malformed("iss-missing", "a missing iss", claims -> claims.remove("iss")),
        malformed("sub-missing", "a missing sub", claims -> claims.remove("sub")),
        malformed(
            "iss-no-id",
            "an iss that is no ARM id",
            claims -> claims.put("iss", "me").put("sub", "me")),
        accepted(
            "aud-in-array",
            "aud may name the gateway in an array with others",
            claims -> claims.putArray("aud").add("other").add("fairlead-agent-gateway")),
        refused(
            "aud-wrong",
            "Another aud is refused with WrongAudience",
            "WrongAudience",
            claims -> claims.put("aud", "somebody-else")),
        refused(
            "aud-missing",
            "A missing aud is refused with WrongAudience",
            "WrongAudience",
            claims -> claims.remove("aud")),
        malformed("jti-missing", "a missing jti", claims -> claims.remove("jti")),
        malformed("jti-empty", "an empty jti", claims -> claims.put("jti", "")),
        malformed(
            "jti-too-long",
            "a jti of 129 characters",
            claims -> claims.put("jti", claims.path("jti").asText() + "x".repeat(LONGEST_ID - 35))),
        accepted(
            "jti-longest",
            "A jti may have 128 characters",
            claims -> claims.put("jti", claims.path("jti").asText() + "x".repeat(LONGEST_ID - 36))),
        Check.of("3.1-token-replayed", "A token opens one connection", TokenChecks::replayed),
        Check.of(
            "3.1-wrong-key",
            "A token that the cluster's key did not sign is refused with NotAuthentic",
            TokenChecks::wrongKey),
        Check.of(
            "3.1-tampered",
            "A token whose claims were changed after it was signed is refused with NotAuthentic",
            TokenChecks::tampered),
        Check.of(
            "3.1-unknown-cluster",
            "A stranger is not told whether the cluster is unknown or the key is wrong",
            TokenChecks::unknownCluster));
  }

  private static Check header(String name, String rule, String code, @Nullable String value) {
    return Check.of(
        "3.1-token-" + name,
        rule,
        bench -> bench.expectRefusal(UNAUTHORIZED, code, () -> UpgradeRequest.authorized(value)));
  }

  private static Check malformed(String name, String what, Consumer<ObjectNode> change) {
    return refused(
        name, "A token with " + what + " is refused with TokenMalformed", "TokenMalformed", change);
  }

  private static Check refused(String name, String rule, String code, Consumer<ObjectNode> change) {
    return Check.of(
        "3.1-" + name,
        rule,
        bench -> {
          Cluster cluster = bench.cluster();
          bench.expectTokenRefusal(code, () -> bench.token(cluster).claims(change));
        });
  }

  private static Check accepted(String name, String rule, Consumer<ObjectNode> change) {
    return Check.of(
        "3.1-" + name,
        rule,
        bench -> {
          Cluster cluster = bench.cluster();
          bench.connectWith(() -> bench.token(cluster).claims(change)).close();
        });
  }

  private static void replayed(Bench bench) throws InterruptedException {
    Cluster cluster = bench.cluster();
    String[] last = {""};
    bench
        .connect(
            () -> {
              last[0] = bench.token(cluster).write();
              return UpgradeRequest.bearing(last[0]);
            })
        .close();
    bench.expectRefusal(UNAUTHORIZED, "TokenReplayed", () -> UpgradeRequest.bearing(last[0]));
  }

  private static void wrongKey(Bench bench) throws InterruptedException {
    Cluster cluster = bench.cluster();
    ClusterKey other = ClusterKey.create();
    bench.expectTokenRefusal("NotAuthentic", () -> bench.token(cluster).signedBy(other));
  }

  private static void tampered(Bench bench) throws InterruptedException {
    Cluster mine = bench.cluster();
    Cluster yours = bench.cluster();
    bench.expectRefusal(
        UNAUTHORIZED,
        "NotAuthentic",
        () -> {
          String[] signed = bench.token(mine).write().split("\\.", -1);
          String[] wanted = bench.token(yours).write().split("\\.", -1);
          return UpgradeRequest.bearing(signed[0] + "." + wanted[1] + "." + signed[2]);
        });
  }

  private static void unknownCluster(Bench bench) throws InterruptedException {
    Cluster cluster = bench.cluster();
    ClusterKey other = ClusterKey.create();
    Cluster nobody = bench.unknownCluster();
    HttpAnswer wrongKey =
        bench.expectTokenRefusal("NotAuthentic", () -> bench.token(cluster).signedBy(other));
    HttpAnswer unknown =
        bench.expectTokenRefusal("NotAuthentic", () -> Token.of(nobody, bench.now()));
    require(unknown.body().equals(wrongKey.body()), "the body " + wrongKey.body(), unknown.body());
    require(
        unknown.headers().keySet().equals(wrongKey.headers().keySet()),
        "the headers " + wrongKey.headers().keySet(),
        unknown.headers().keySet());
  }
}

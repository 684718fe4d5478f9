package io.fairlead.conformance.checks;

import io.fairlead.conformance.agent.Algorithm;
import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.ClusterKey;
import io.fairlead.conformance.agent.Token;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens: what may sign them.
final class KeyChecks {
  private KeyChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    for (Algorithm algorithm : Algorithm.values()) {
      checks.add(
          Check.of(
              "3.1-alg-" + algorithm.jose().toLowerCase(Locale.ROOT),
              "A token signed with " + algorithm.jose() + " opens a session",
              bench -> {
                Cluster cluster = bench.cluster(ClusterKey.create(algorithm));
                bench.connect(cluster).close();
              }));
    }
    checks.add(
        refused("none", "A token without a signature is refused", (token, _) -> unsigned(token)));
    for (String bits : List.of("256", "384", "512")) {
      checks.add(
          refused(
              "hs" + bits,
              "A token signed with HS" + bits + " over the public key is refused",
              (token, cluster) -> keyed(token, cluster, bits)));
    }
    for (String other : List.of("RS384", "RS512", "PS512", "ES256K")) {
      checks.add(
          refused(
              other.toLowerCase(Locale.ROOT),
              "A token of the algorithm " + other + ", which is not on the list, is refused",
              (token, _) -> token.header(header -> header.put("alg", other))));
    }
    checks.add(
        Check.of(
            "3.1-alg-of-another-key",
            "A token signed by a key of another kind than the cluster's is not authentic",
            KeyChecks::otherKind));
    checks.add(
        Check.of(
            "3.1-alg-of-another-curve",
            "A token signed on another curve than the cluster's is not authentic",
            KeyChecks::otherCurve));
    return checks;
  }

  /// Bends a token.
  private interface Bend {
    Token bend(Token token, Cluster cluster);
  }

  private static Check refused(String name, String rule, Bend bend) {
    return Check.of(
        "3.1-alg-" + name,
        rule + " with AlgorithmRefused",
        bench -> {
          Cluster cluster = bench.cluster();
          bench.expectTokenRefusal(
              "AlgorithmRefused", () -> bend.bend(bench.token(cluster), cluster));
        });
  }

  private static Token unsigned(Token token) {
    return token.header(header -> header.put("alg", "none")).signer(_ -> new byte[0]);
  }

  private static Token keyed(Token token, Cluster cluster, String bits) {
    return token
        .header(header -> header.put("alg", "HS" + bits))
        .signer(bytes -> mac(bits, cluster, bytes));
  }

  private static byte[] mac(String bits, Cluster cluster, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA" + bits);
      mac.init(new SecretKeySpec(cluster.key().publicBytes(), mac.getAlgorithm()));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC", e);
    }
  }

  private static void otherKind(Bench bench) throws InterruptedException {
    Cluster cluster = bench.cluster();
    ClusterKey other = ClusterKey.create(Algorithm.RS256);
    bench.expectTokenRefusal("NotAuthentic", () -> bench.token(cluster.with(other)));
  }

  private static void otherCurve(Bench bench) throws InterruptedException {
    Cluster cluster = bench.cluster();
    ClusterKey other = ClusterKey.create(Algorithm.ES384);
    bench.expectTokenRefusal("NotAuthentic", () -> bench.token(cluster.with(other)));
  }
}

package io.fairlead.conformance.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A token in the making: by the book, and bent as a check needs it. Not thread-safe.
public final class Token {
  private static final int LIFE_SECONDS = 120;

  private final ObjectNode header = Json.object();
  private final ObjectNode claims = Json.object();
  private UnaryOperator<byte[]> signer;

  private Token(Cluster cluster, Instant now) {
    header.put("alg", cluster.key().algorithm().jose()).put("typ", "JWT");
    claims.put("iss", cluster.id()).put("sub", cluster.id());
    claims.put("aud", "fairlead-agent-gateway");
    claims.put("iat", now.getEpochSecond()).put("exp", now.getEpochSecond() + LIFE_SECONDS);
    claims.put("jti", UUID.randomUUID().toString());
    signer = cluster.key()::sign;
  }

  /// A token that opens one connection.
  ///
  /// @param now by the hub's clock
  public static Token of(Cluster cluster, Instant now) {
    return new Token(cluster, now);
  }

  /// Changes the header.
  public Token header(Consumer<ObjectNode> change) {
    change.accept(header);
    return this;
  }

  /// Changes the claims.
  public Token claims(Consumer<ObjectNode> change) {
    change.accept(claims);
    return this;
  }

  /// Has it signed by something else.
  public Token signer(UnaryOperator<byte[]> other) {
    signer = other;
    return this;
  }

  /// Has it signed by another key of the same or another kind; the header's `alg` stays.
  public Token signedBy(ClusterKey key) {
    return signer(key::sign);
  }

  /// The compact form.
  public String write() {
    String signed = encode(Json.write(header)) + "." + encode(Json.write(claims));
    return signed + "." + encode(signer.apply(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

package io.fairlead.conformance.fake;

import io.fairlead.conformance.agent.Json;
import io.fairlead.conformance.agent.Version;
import io.fairlead.conformance.wire.GatewayAddress;
import io.fairlead.conformance.wire.WireSocket;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Lets agents in, after the protocol's text.
final class FakeDoor {
  private static final Set<String> ALGORITHMS =
      Set.of("RS256", "PS256", "ES256", "ES384", "ES512", "EdDSA");
  private static final List<String> KEYS = List.of("RSA", "EC", "Ed25519");

  /// Why somebody is not let in.
  private static final class Refused extends Exception {
    final int status;
    final String code;
    final String message;

    Refused(int status, String code, String message) {
      this.status = status;
      this.code = code;
      this.message = message;
    }
  }

  private final Map<String, FakeCluster> clusters;
  private final @Nullable Flaw flaw;
  private final Set<String> used = ConcurrentHashMap.newKeySet();

  FakeDoor(Map<String, FakeCluster> clusters, @Nullable Flaw flaw) {
    this.clusters = clusters;
    this.flaw = flaw;
  }

  void serve(Socket socket) throws IOException, InterruptedException {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Map<String, String> headers = headers(in);
      FakeCluster cluster;
      try {
        cluster = letIn(headers);
      } catch (Refused refused) {
        answer(socket, refused);
        return;
      }
      String accepted = GatewayAddress.acceptance(headers.getOrDefault("sec-websocket-key", ""));
      write(
          socket,
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Protocol: fairlead.agent.v1\r\nSec-WebSocket-Accept: "
              + accepted
              + "\r\n\r\n");
      new FakeSession(cluster, WireSocket.ofGateway(socket, in), flaw).serve();
    }
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("no request");
      }
      head.append((char) read);
    }
    for (String line : head.toString().lines().skip(1).toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private void answer(Socket socket, Refused refused) throws IOException {
    String body =
        Json.write(Json.object().put("code", refused.code).put("message", refused.message));
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC));
    write(
        socket,
        "HTTP/1.1 "
            + refused.status
            + " Refused\r\n"
            + (flaw == Flaw.TELLS_NO_TIME ? "" : "Date: " + date + "\r\n")
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private FakeCluster letIn(Map<String, String> headers) throws Refused {
    if (!headers.containsKey("upgrade")) {
      throw new Refused(400, "NotAWebSocket", "sessions are WebSockets");
    }
    List<String> offered =
        List.of(headers.getOrDefault("sec-websocket-protocol", "").split(", *", -1));
    if (!offered.contains("fairlead.agent.v1") && flaw != Flaw.NEEDS_NO_SUBPROTOCOL) {
      throw new Refused(400, "SubprotocolRequired", "the subprotocol is fairlead.agent.v1");
    }
    String bearer = headers.getOrDefault("authorization", "");
    if (!bearer.startsWith("Bearer ")) {
      throw new Refused(401, "TokenMissing", "a token is needed");
    }
    try {
      return checked(bearer.substring("Bearer ".length()));
    } catch (JoseException
        | InvalidJwtException
        | MalformedClaimException
        | GeneralSecurityException e) {
      throw malformed();
    }
  }

  private FakeCluster checked(String token)
      throws Refused,
          JoseException,
          InvalidJwtException,
          MalformedClaimException,
          GeneralSecurityException {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setCompactSerialization(token);
    if (!ALGORITHMS.contains(signature.getAlgorithmHeaderValue())) {
      throw new Refused(401, "AlgorithmRefused", "alg is not allowed");
    }
    require(signature.getHeaders().getObjectHeaderValue("crit") == null);
    JwtClaims claims = JwtClaims.parse(signature.getUnverifiedPayload());
    @Nullable String issuer = claims.getIssuer();
    @Nullable String subject = claims.getSubject();
    require(issuer != null && subject != null && issuer.equalsIgnoreCase(subject));
    String id = String.valueOf(issuer);
    require(id.startsWith("/") && id.split("/", -1).length == 9);
    FakeCluster cluster = clusters.get(Version.key(id));
    if (cluster == null) {
      throw notAuthentic(flaw == Flaw.TELLS_STRANGERS ? "unknown cluster" : "not authentic");
    }
    if (!verified(signature, key(cluster.key())) && flaw != Flaw.ACCEPTS_ANY_SIGNATURE) {
      throw notAuthentic("not authentic");
    }
    requireClaims(claims);
    if (!used.add(claims.getJwtId()) && flaw != Flaw.ACCEPTS_TOKENS_TWICE) {
      throw new Refused(401, "TokenReplayed", "a token opens one connection");
    }
    return cluster;
  }

  private static boolean verified(JsonWebSignature signature, PublicKey key) {
    try {
      signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
      signature.setKey(key);
      return signature.verifySignature();
    } catch (JoseException _) {
      return false;
    }
  }

  private static PublicKey key(String registered) throws GeneralSecurityException {
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(registered));
    GeneralSecurityException last = new GeneralSecurityException("no kinds of keys");
    for (String kind : KEYS) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(encoded);
      } catch (InvalidKeySpecException e) {
        last = e;
      }
    }
    throw last;
  }

  private void requireClaims(JwtClaims claims) throws Refused, MalformedClaimException {
    if (flaw != Flaw.ACCEPTS_OTHER_AUDIENCES
        && !(claims.hasAudience() && claims.getAudience().contains("fairlead-agent-gateway"))) {
      throw new Refused(401, "WrongAudience", "aud is another");
    }
    @Nullable NumericDate exp = claims.getExpirationTime();
    require(exp != null);
    long now = Instant.now().getEpochSecond();
    long left = exp == null ? 0 : exp.getValue() - now;
    if (left < -30 && flaw != Flaw.ACCEPTS_EXPIRED_TOKENS) {
      throw new Refused(401, "TokenExpired", "exp is past");
    }
    for (@Nullable NumericDate from :
        new @Nullable NumericDate[] {claims.getNotBefore(), claims.getIssuedAt()}) {
      if (from != null && from.getValue() > now + 30) {
        throw new Refused(401, "TokenNotYetValid", "nbf or iat is ahead");
      }
    }
    if (left > 330) {
      throw new Refused(401, "TokenLivesTooLong", "exp is too far ahead");
    }
    @Nullable String id = claims.getJwtId();
    require(id != null && !id.isEmpty() && id.length() <= 128);
  }

  private static void require(boolean holds) throws Refused {
    if (!holds) {
      throw malformed();
    }
  }

  private static Refused malformed() {
    return new Refused(401, "TokenMalformed", "the token breaks a rule");
  }

  private static Refused notAuthentic(String message) {
    return new Refused(401, "NotAuthentic", message);
  }
}

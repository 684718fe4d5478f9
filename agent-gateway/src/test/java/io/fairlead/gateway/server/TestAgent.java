package io.fairlead.gateway.server;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.contract.protocol.SetDigest;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// An agent on the wire that does what it is asked at once. What it holds outlives connections.
final class TestAgent implements AutoCloseable {
  final ResourceId cluster;
  final UUID uid = UUID.randomUUID();
  final Map<String, ConfigurationVersion> held = new ConcurrentHashMap<>();
  final List<GatewayFrame> frames = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient client =
      vertx.createWebSocketClient(
          new WebSocketClientOptions()
              .setTryUsePerMessageCompression(true)
              .setCompressionAllowClientNoContext(true)
              .setCompressionRequestServerNoContext(true)
              .setMaxFrameSize(64 * 1024 * 1024)
              .setMaxMessageSize(1024 * 1024));
  private KeyPair keys = newKeys();
  private volatile long epoch;

  /// What became of an attempt.
  sealed interface Outcome {
    record Refused(int status, String code, boolean hasDate, int retryAfter) implements Outcome {}

    record Connected(WebSocket socket, CompletableFuture<CloseReason> closed) implements Outcome {}
  }

  TestAgent(String name) {
    cluster = ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", name);
  }

  private static KeyPair newKeys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  void rotateKeys() {
    keys = newKeys();
  }

  KeyPair keys() {
    return keys;
  }

  String publicKey() {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  ResourceId configuration(String name) {
    return cluster.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", name);
  }

  JwtClaims claims() {
    var claims = new JwtClaims();
    claims.setIssuer(cluster.toString());
    claims.setSubject(cluster.toString());
    claims.setAudience(ProtocolLimits.AUDIENCE);
    NumericDate expires = NumericDate.now();
    expires.addSeconds(240);
    claims.setExpirationTime(expires);
    claims.setGeneratedJwtId();
    return claims;
  }

  String token(JwtClaims claims) {
    var signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue("EdDSA");
    signature.setKey(keys.getPrivate());
    signature.setPayload(claims.toJson());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  Outcome attempt(int port) {
    return attempt(port, token(claims()));
  }

  /// Connects with a token and says hello.
  Outcome attempt(int port, String token) {
    var options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(ProtocolLimits.PATH)
            .addSubProtocol(ProtocolLimits.SUBPROTOCOL)
            .putHeader("Authorization", "Bearer " + token);
    try {
      var closed = new CompletableFuture<CloseReason>();
      WebSocket socket =
          client
              .connect(options)
              .onSuccess(opened -> connect(opened, closed))
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      return new Outcome.Connected(socket, closed);
    } catch (CompletionException e) {
      if (e.getCause() instanceof UpgradeRejectedException refused) {
        var headers = refused.getHeaders();
        String retryAfter = headers.get("Retry-After");
        return new Outcome.Refused(
            refused.getStatus(),
            Json.readTree(refused.getBody().getBytes()).path("code").asText(),
            headers.contains("Date"),
            retryAfter == null ? -1 : Integer.parseInt(retryAfter));
      }
      throw e;
    }
  }

  /// Connects; anything else is a failure of the test.
  Outcome.Connected connect(int port) {
    if (attempt(port) instanceof Outcome.Connected connected) {
      return connected;
    }
    throw new AssertionError("refused");
  }

  private void connect(WebSocket socket, CompletableFuture<CloseReason> closed) {
    frames.clear();
    socket.textMessageHandler(text -> onFrame(socket, FrameCodec.readGatewayFrame(text)));
    socket.closeHandler(
        _ -> {
          Short code = socket.closeStatusCode();
          closed.complete(CloseReason.read(code == null ? 1006 : code, socket.closeReason()));
        });
    say(
        socket,
        new AgentFrame.Hello(
            epoch,
            SetDigest.of(held.values()),
            new AgentDescription("test", null, null, null, null, null)));
  }

  void say(WebSocket socket, AgentFrame frame) {
    socket.writeTextMessage(FrameCodec.write(frame));
  }

  private void onFrame(WebSocket socket, GatewayFrame frame) {
    switch (frame) {
      case GatewayFrame.Welcome welcome -> {
        epoch = welcome.epoch();
        if (!welcome.inSync()) {
          say(socket, new AgentFrame.Inventory(List.copyOf(held.values()), true));
        }
      }
      case GatewayFrame.Changes changes -> {
        changes.changed().forEach(change -> held.put(change.id().key(), change.version()));
        changes.removed().forEach(id -> held.remove(id.key()));
        say(socket, new AgentFrame.Acknowledge(changes.nonce(), List.of()));
      }
      case GatewayFrame.Synchronized _ -> {}
      case GatewayFrame.Received _ -> {}
    }
    frames.add(frame);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

package io.fairlead.benchmarks.fleet;

import io.fairlead.benchmarks.store.Clusters;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.session.identity.AgentIdentity;
import io.fairlead.session.identity.AgentTokens;
import io.fairlead.session.identity.HubClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/// An agent that says that it holds nothing, so that all its configurations are sent to it, and
/// then reads nothing: not a byte leaves its socket. The session library would never do that.
/// Thread-safe.
public final class DeafAgent implements AutoCloseable {
  private final WebSocketClient client;
  private final URI gateway;
  private final AgentTokens tokens;

  /// Does not connect yet.
  public DeafAgent(Vertx vertx, URI gateway, Clusters.Keyed cluster) {
    this.gateway = gateway;
    this.tokens =
        new AgentTokens(
            AgentIdentity.of(cluster.id(), cluster.key()), new HubClock(Clock.systemUTC()));
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxFrameSize(ProtocolLimits.MAX_FRAME_BYTES));
  }

  /// Connects, as an agent that holds nothing.
  ///
  /// @return completes when it has said what it holds; fails when the gateway does not let it in
  public Future<Void> connect() {
    WebSocketConnectOptions options = new WebSocketConnectOptions();
    options
        .addSubProtocol(ProtocolLimits.SUBPROTOCOL)
        .addHeader("Authorization", "Bearer " + tokens.next())
        .setHost(gateway.getHost())
        .setPort(gateway.getPort())
        .setURI(ProtocolLimits.PATH);
    return client.connect(options).compose(DeafAgent::hello);
  }

  private static Future<Void> hello(WebSocket socket) {
    Promise<Void> deaf = Promise.promise();
    socket.textMessageHandler(
        welcome -> {
          socket.pause();
          socket
              .writeTextMessage(FrameCodec.write(new AgentFrame.Inventory(List.of(), true)))
              .onComplete(deaf);
        });
    socket.closeHandler(nothing -> deaf.tryFail("the gateway hung up"));
    return socket
        .writeTextMessage(
            FrameCodec.write(new AgentFrame.Hello(0, SetDigest.EMPTY, FleetAgent.DESCRIPTION)))
        .compose(said -> deaf.future());
  }

  /// Returns when its connection is closed here.
  @Override
  public void close() {
    Waiting.forEnd(client.close());
  }
}

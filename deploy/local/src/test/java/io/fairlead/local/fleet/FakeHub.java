package io.fairlead.local.fleet;

import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// An API that takes registrations, and a gateway that offers the same to every agent that holds
/// something else.
final class FakeHub implements AutoCloseable {
  private final HttpServer server;
  private final AtomicLong sessions = new AtomicLong();
  final Map<String, String> clusters = new ConcurrentHashMap<>();
  final List<String> registered = new CopyOnWriteArrayList<>();
  final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
  final List<ConfigurationStatus> statuses = new CopyOnWriteArrayList<>();
  final List<AgentFrame.Removed> removed = new CopyOnWriteArrayList<>();
  final List<AgentFrame.Hello> hellos = new CopyOnWriteArrayList<>();
  volatile long epoch = 1;
  volatile List<GatewayFrame.Change> wanted = List.of();
  volatile List<io.fairlead.contract.id.ResourceId> unwanted = List.of();

  FakeHub(Vertx vertx) {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setPort(0)
                    .setHost("127.0.0.1")
                    .addWebSocketSubProtocol(ProtocolLimits.SUBPROTOCOL))
            .requestHandler(this::answer)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  URI root() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void answer(HttpServerRequest request) {
    if (ProtocolLimits.PATH.equals(request.path())) {
      request.toWebSocket().onSuccess(this::serve);
      return;
    }
    Integer refusal = refusals.poll();
    request.body(
        body -> {
          if (refusal != null) {
            request.response().setStatusCode(refusal).end("{}");
          } else if (request.method().equals(HttpMethod.GET)) {
            String known = clusters.get(request.path());
            request
                .response()
                .setStatusCode(known == null ? 404 : 200)
                .end(known == null ? "{}" : known);
          } else {
            registered.add(request.path() + " " + body.result());
            clusters.put(request.path(), body.result().toString());
            request.response().setStatusCode(200).end(body.result());
          }
        });
  }

  private void serve(ServerWebSocket socket) {
    socket.textMessageHandler(text -> hear(socket, FrameCodec.readAgentFrame(text)));
  }

  private void hear(ServerWebSocket socket, AgentFrame frame) {
    switch (frame) {
      case AgentFrame.Hello hello -> {
        hellos.add(hello);
        say(socket, new GatewayFrame.Welcome(sessions.incrementAndGet(), epoch, false, 60));
      }
      case AgentFrame.Inventory inventory -> {
        if (inventory.last()) {
          say(socket, new GatewayFrame.Changes(1, epoch, wanted, unwanted));
        }
      }
      case AgentFrame.Acknowledge ignored ->
          say(
              socket,
              new GatewayFrame.Synchronized(
                  io.fairlead.contract.protocol.SetDigest.of(
                      wanted.stream().map(GatewayFrame.Change::version).toList())));
      case AgentFrame.Statuses report -> {
        statuses.addAll(report.statuses());
        say(socket, new GatewayFrame.Received(report.number()));
      }
      case AgentFrame.Removed report -> {
        removed.add(report);
        say(socket, new GatewayFrame.Received(report.number()));
      }
      case AgentFrame.RemovalsHeld report ->
          say(socket, new GatewayFrame.Received(report.number()));
      case AgentFrame.Heartbeat() -> {}
    }
  }

  private static void say(ServerWebSocket socket, GatewayFrame frame) {
    socket.writeTextMessage(FrameCodec.write(frame));
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
  }
}

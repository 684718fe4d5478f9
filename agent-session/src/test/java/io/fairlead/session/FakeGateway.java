package io.fairlead.session;

import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A gateway whose every word is the test's.
final class FakeGateway implements AutoCloseable {
  /// An HTTP answer in place of a session.
  record Refusal(int status, Map<String, String> headers) {}

  /// One connection of an agent.
  static final class Visit {
    final ServerWebSocket socket;
    final LinkedBlockingQueue<AgentFrame> said = new LinkedBlockingQueue<>(1000);
    volatile @Nullable Short closeCode;

    Visit(ServerWebSocket socket) {
      this.socket = socket;
    }

    <F extends AgentFrame> F expect(Class<F> type) throws InterruptedException {
      AgentFrame frame = said.poll(5, TimeUnit.SECONDS);
      return type.cast(java.util.Objects.requireNonNull(frame, "no " + type.getSimpleName()));
    }

    void say(GatewayFrame frame) {
      socket.writeTextMessage(FrameCodec.write(frame));
    }

    void close(CloseReason reason) {
      socket.close((short) reason.cause().code(), reason.write());
    }
  }

  private final HttpServer server;
  private final LinkedBlockingQueue<Visit> visits = new LinkedBlockingQueue<>(1000);
  final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  final List<String> tokens = new CopyOnWriteArrayList<>();
  final List<String> extensions = new CopyOnWriteArrayList<>();

  FakeGateway(Vertx vertx) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setPort(0)
            .setHost("127.0.0.1")
            .setPerMessageWebSocketCompressionSupported(true)
            .setMaxWebSocketMessageSize(ProtocolLimits.MAX_FRAME_BYTES)
            .addWebSocketSubProtocol(ProtocolLimits.SUBPROTOCOL);
    server =
        vertx
            .createHttpServer(options)
            .requestHandler(this::answer)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private void answer(HttpServerRequest request) {
    tokens.add(request.getHeader("Authorization"));
    Refusal refusal = refusals.poll();
    if (refusal != null) {
      refusal.headers().forEach((name, value) -> request.response().putHeader(name, value));
      request.response().setStatusCode(refusal.status()).end();
      return;
    }
    extensions.add(String.valueOf(request.getHeader("Sec-WebSocket-Extensions")));
    request
        .toWebSocket()
        .onSuccess(
            socket -> {
              Visit visit = new Visit(socket);
              socket.textMessageHandler(text -> visit.said.add(FrameCodec.readAgentFrame(text)));
              socket.closeHandler(nothing -> visit.closeCode = socket.closeStatusCode());
              visits.add(visit);
            });
  }

  URI root() {
    return URI.create("ws://127.0.0.1:" + server.actualPort());
  }

  Visit visit() throws InterruptedException {
    return java.util.Objects.requireNonNull(visits.poll(5, TimeUnit.SECONDS), "no visit");
  }

  /// A visit whose hello was answered with that welcome.
  Visit welcome(long session, long epoch, boolean inSync) throws InterruptedException {
    Visit visit = visit();
    visit.expect(AgentFrame.Hello.class);
    visit.say(new GatewayFrame.Welcome(session, epoch, inSync, 60));
    return visit;
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
  }
}

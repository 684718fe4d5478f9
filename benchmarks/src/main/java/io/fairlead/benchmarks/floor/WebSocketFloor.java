package io.fairlead.benchmarks.floor;

import io.fairlead.benchmarks.load.OpenLoop;
import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.benchmarks.waiting.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Bare Vert.x: WebSocket messages there and back, to a server in the same process that
/// does nothing but send it back.
public final class WebSocketFloor {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int BACKLOG = 10_000;

  private WebSocketFloor() {}

  /// A server that sends back what it is sent, and connections to it.
  private record Echo(HttpServer server, WebSocketClient client) implements AutoCloseable {
    static Echo open(Vertx vertx, int connections) throws InterruptedException {
      HttpServer server =
          Waiting.forAnswer(
              vertx
                  .createHttpServer(
                      new HttpServerOptions().setHost(LOOPBACK).setAcceptBacklog(BACKLOG))
                  .webSocketHandler(
                      socket -> socket.binaryMessageHandler(socket::writeBinaryMessage))
                  .listen(0));
      return new Echo(
          server,
          vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(connections)));
    }

    Future<WebSocket> connect() {
      return client.connect(server.actualPort(), LOOPBACK, "/");
    }

    @Override
    public void close() {
      Waiting.forEnd(client.close());
      Waiting.forEnd(server.close());
    }
  }

  /// Messages there and back at a steady rate, over one connection after another.
  ///
  /// @param perSecond how many
  /// @param connections that are open
  /// @param bytes of a message
  /// @return how long each took, from when it was due
  public static Latencies echoAtRate(
      Vertx vertx, int perSecond, int connections, int bytes, Duration warmUp, Duration measured)
      throws InterruptedException {
    try (Echo echo = Echo.open(vertx, connections)) {
      List<Future<WebSocket>> opening = new ArrayList<>();
      for (int number = 0; number < connections; number++) {
        opening.add(echo.connect());
      }
      var _ = Waiting.forAnswer(Future.all(opening));
      List<WebSocket> sockets = opening.stream().map(Future::result).toList();
      Buffer message = Buffer.buffer(new byte[bytes]);
      return OpenLoop.run(
              perSecond,
              warmUp,
              measured,
              number -> echo(sockets.get((int) (number % connections)), message))
          .withoutFailures()
          .latencies();
    }
  }

  private static Future<WebSocket> echo(WebSocket socket, Buffer message) {
    Promise<WebSocket> back = Promise.promise();
    socket.binaryMessageHandler(answer -> back.tryComplete(socket));
    socket.closeHandler(closed -> back.tryFail("closed"));
    socket.writeBinaryMessage(message).onFailure(back::tryFail);
    return back.future();
  }
}

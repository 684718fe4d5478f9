package io.fairlead.benchmarks.floor;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A program: a Vert.x server of WebSockets that knows nothing. To a text message with a number it
/// answers that many bytes; to a line on its input, the bytes that are alive in its heap. It ends
/// with its input.
final class BareServer {
  private static final int BACKLOG = 10_000;

  /// Kept as a gateway keeps sessions.
  private final Set<ServerWebSocket> open = ConcurrentHashMap.newKeySet();

  private BareServer() {}

  public static void main(String[] arguments) throws IOException {
    new BareServer().run();
  }

  private void run() throws IOException {
    Vertx vertx = Vertx.vertx();
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setHost(BareSockets.LOOPBACK).setAcceptBacklog(BACKLOG))
            .webSocketHandler(this::accept)
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    System.out.println(server.actualPort());
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (input.readLine() != null) {
        System.out.println(liveHeap());
      }
    }
    System.exit(0);
  }

  private void accept(ServerWebSocket socket) {
    open.add(socket);
    socket.closeHandler(nothing -> open.remove(socket));
    socket.textMessageHandler(
        text -> socket.writeBinaryMessage(Buffer.buffer(new byte[Integer.parseInt(text)])));
  }

  private static long liveHeap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}

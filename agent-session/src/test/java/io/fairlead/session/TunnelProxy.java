package io.fairlead.session;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// An HTTP proxy that opens tunnels (`CONNECT`), and notes where to and for whom.
final class TunnelProxy implements AutoCloseable {
  /// A tunnel that was asked for.
  record Tunnel(String to, @Nullable String login) {}

  private final HttpServer server;
  private final NetClient client;
  final List<Tunnel> tunnels = new CopyOnWriteArrayList<>();

  TunnelProxy(Vertx vertx) {
    client = vertx.createNetClient();
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  int port() {
    return server.actualPort();
  }

  private void handle(HttpServerRequest request) {
    if (!HttpMethod.CONNECT.equals(request.method())) {
      request.response().setStatusCode(405).end();
      return;
    }
    tunnels.add(new Tunnel(request.uri(), request.getHeader("Proxy-Authorization")));
    String[] to = request.uri().split(":", 2);
    var _ =
        client
            .connect(Integer.parseInt(to[1]), to[0])
            .compose(there -> request.toNetSocket().onSuccess(here -> join(here, there)))
            .onFailure(cause -> request.response().setStatusCode(502).end());
  }

  private static void join(NetSocket here, NetSocket there) {
    here.handler(there::write);
    there.handler(here::write);
    here.closeHandler(nothing -> there.close());
    there.closeHandler(nothing -> here.close());
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
    client.close().toCompletionStage().toCompletableFuture().join();
  }
}

package io.fairlead.benchmarks.fleet;

import io.fairlead.benchmarks.waiting.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;

/// A relay of bytes to a gateway, of which each connection carries only so many a second in each
/// direction. What is too much waits where it comes from. Thread-safe.
public final class SlowLink implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int BACKLOG = 4_096;
  private static final long MILLIS = 1_000;

  private final Vertx vertx;
  private final URI target;
  private final NetClient client;
  private final NetServer server;
  private volatile long bytesPerSecond;

  private SlowLink(Vertx vertx, URI target, long bytesPerSecond) {
    this.vertx = vertx;
    this.target = target;
    rate(bytesPerSecond);
    this.client = vertx.createNetClient();
    this.server =
        vertx
            .createNetServer(
                new NetServerOptions().setHost(LOOPBACK).setPort(0).setAcceptBacklog(BACKLOG))
            .connectHandler(this::accept);
  }

  /// A link that is open.
  ///
  /// @param target where it leads to: a root with host and port
  /// @param bytesPerSecond for each connection and direction; at least 1
  public static SlowLink to(Vertx vertx, URI target, long bytesPerSecond)
      throws InterruptedException {
    SlowLink link = new SlowLink(vertx, target, bytesPerSecond);
    var _ = Waiting.forAnswer(link.server.listen());
    return link;
  }

  /// Its near end, where agents connect.
  public URI near() {
    return URI.create("http://" + LOOPBACK + ":" + server.actualPort());
  }

  /// Makes it that fast, for what arrives from now on.
  public void rate(long perSecond) {
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          "a link carries at least 1 byte a second, not " + perSecond);
    }
    bytesPerSecond = perSecond;
  }

  private void accept(NetSocket near) {
    near.pause();
    client
        .connect(target.getPort(), target.getHost())
        .onSuccess(
            far -> {
              pipe(near, far);
              pipe(far, near);
              near.resume();
            })
        .onFailure(cause -> near.close());
  }

  private void pipe(NetSocket from, NetSocket to) {
    from.closeHandler(nothing -> to.close());
    from.handler(bytes -> carry(bytes, from, to));
  }

  private void carry(Buffer bytes, NetSocket from, NetSocket to) {
    from.pause();
    long millis = bytes.length() * MILLIS / bytesPerSecond;
    Future<Void> written = to.write(bytes);
    if (millis == 0) {
      written.onSuccess(nothing -> from.resume());
    } else {
      vertx.setTimer(millis, timer -> written.onSuccess(nothing -> from.resume()));
    }
  }

  @Override
  public void close() {
    Waiting.forEnd(server.close());
    Waiting.forEnd(client.close());
  }
}

package io.fairlead.benchmarks.fleet;

import io.fairlead.benchmarks.waiting.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.concurrent.atomic.LongAdder;

/// A relay of bytes to a gateway, of which each connection carries only so many a second in each
/// direction, and each piece once its time has passed. What is too much waits where it comes from.
/// Thread-safe.
public final class SlowLink implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int BACKLOG = 4_096;
  private static final long MILLIS = 1_000;

  private final Vertx vertx;
  private final URI target;
  private final NetClient client;
  private final NetServer server;
  private final LongAdder carried = new LongAdder();
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

  /// How many bytes were sent into it so far, by all connections and both ways.
  public long carried() {
    return carried.sum();
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
    // Not once it is closed: what was said before that may be on its way.
    from.endHandler(nothing -> to.close());
    from.handler(bytes -> carry(bytes, from, to));
  }

  private void carry(Buffer bytes, NetSocket from, NetSocket to) {
    from.pause();
    carried.add(bytes.length());
    long millis = bytes.length() * MILLIS / bytesPerSecond;
    if (millis == 0) {
      pass(bytes, from, to);
    } else {
      vertx.setTimer(millis, timer -> pass(bytes, from, to));
    }
  }

  private static void pass(Buffer bytes, NetSocket from, NetSocket to) {
    to.write(bytes).onSuccess(nothing -> from.resume());
  }

  @Override
  public void close() {
    Waiting.forEnd(server.close());
    Waiting.forEnd(client.close());
  }
}

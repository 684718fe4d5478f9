package io.fairlead.benchmarks.floor;

import io.fairlead.benchmarks.hub.GatewaySize;
import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.local.ServiceProgram;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Bare Vert.x: WebSocket handshakes and one answer each, at a server in a process of its own, with
/// the flags of a gateway's JVM, that does nothing else. As many connections as a fleet has, which
/// two ends in one process could not have.
public final class BareSockets implements AutoCloseable {
  static final String LOOPBACK = "127.0.0.1";

  /// Fewer than the kernel keeps waiting: what it drops comes back after a second.
  private static final int AT_ONCE = 512;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process server;
  private final BufferedReader answers;
  private final BufferedWriter questions;
  private final WebSocketClient client;
  private final int port;
  private final Queue<WebSocket> sockets = new ConcurrentLinkedQueue<>();

  /// How long it took.
  ///
  /// @param all until the last was answered
  /// @param each from when all began to that one's answer
  public record Opened(Duration all, Latencies each) {}

  private BareSockets(Vertx vertx, Process server, int most) {
    this.server = server;
    this.answers = server.inputReader(StandardCharsets.UTF_8);
    this.questions = server.outputWriter(StandardCharsets.UTF_8);
    this.client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(most));
    this.port = (int) number();
  }

  /// Starts the server.
  ///
  /// @param most how many connections there will be at once
  /// @param gateway whose JVM the server's is to be like
  public static BareSockets start(Vertx vertx, int most, GatewaySize gateway) {
    List<String> arguments = new ArrayList<>(gateway.jvmArguments());
    arguments.addAll(
        List.of("-cp", System.getProperty("java.class.path"), BareServer.class.getName()));
    List<String> command = new ServiceProgram("bare", arguments).command();
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new BareSockets(vertx, process, most);
    } catch (IOException e) {
      throw new UncheckedIOException("no bare server", e);
    }
  }

  /// Opens that many connections, each of which asks for an answer and stays open.
  ///
  /// @param bytes of the answer
  public Opened open(int count, int bytes) throws InterruptedException {
    return new Opening(count, bytes).run();
  }

  /// Closes all connections, and returns when they are.
  public void closeAll() throws InterruptedException {
    var _ = Waiting.forAnswer(Future.all(sockets.stream().map(WebSocket::close).toList()));
    sockets.clear();
  }

  private final class Opening {
    private final int count;
    private final int bytes;
    private final CountDownLatch open;
    private final Latencies each = new Latencies();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<String> failure = new AtomicReference<>("");
    private final long begin = System.nanoTime();

    Opening(int count, int bytes) {
      this.count = count;
      this.bytes = bytes;
      this.open = new CountDownLatch(count);
    }

    Opened run() throws InterruptedException {
      for (int lane = 0; lane < AT_ONCE; lane++) {
        more();
      }
      boolean all = open.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (!all || !failure.get().isEmpty()) {
        throw new IllegalStateException(
            "%,d of %,d bare connections are answered; %s"
                .formatted(each.count(), count, failure.get()));
      }
      return new Opened(Duration.ofNanos(System.nanoTime() - begin), each);
    }

    private void more() {
      if (next.getAndIncrement() >= count) {
        return;
      }
      client
          .connect(port, LOOPBACK, "/")
          .onSuccess(sockets::add)
          .compose(socket -> ask(socket, bytes))
          .onComplete(
              answer -> {
                if (answer.succeeded()) {
                  each.record(System.nanoTime() - begin);
                } else {
                  failure.compareAndSet("", String.valueOf(answer.cause()));
                }
                open.countDown();
                more();
              });
    }
  }

  private static Future<Void> ask(WebSocket socket, int bytes) {
    Promise<Void> answered = Promise.promise();
    socket.binaryMessageHandler(answer -> answered.tryComplete());
    socket.closeHandler(closed -> answered.tryFail("closed"));
    socket.writeTextMessage(Integer.toString(bytes)).onFailure(answered::tryFail);
    return answered.future();
  }

  /// How many bytes are alive in the server's heap.
  public double liveHeap() {
    try {
      questions.write('\n');
      questions.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the bare server is gone", e);
    }
    return number();
  }

  private long number() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the bare server has ended");
      }
      return Long.parseLong(line);
    } catch (IOException e) {
      throw new UncheckedIOException("the bare server is gone", e);
    }
  }

  @Override
  public void close() {
    Waiting.forEnd(client.close());
    server.destroyForcibly();
  }
}

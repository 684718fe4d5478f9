package io.fairlead.systemtest.edge;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection to the gateway, frame by frame, for tests of what the session library would never
/// do. It has the frames and their JSON from `contract`, and nothing of the library.
public final class RawSession implements AutoCloseable {
  private static final int MOST_FRAMES = 100_000;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Ears ears;
  private final WebSocket socket;

  private RawSession(WebSocket socket, Ears ears) {
    this.socket = socket;
    this.ears = ears;
  }

  /// Connects, without saying hello.
  ///
  /// @throws CompletionException when the gateway refuses; the cause is a
  ///     [java.net.http.WebSocketHandshakeException] with its answer
  public static RawSession open(HttpClient http, URI gateway, ResourceId cluster, ClusterKey key) {
    var ears = new Ears();
    URI address =
        URI.create("ws://" + gateway.getHost() + ":" + gateway.getPort() + ProtocolLimits.PATH);
    WebSocket socket =
        http.newWebSocketBuilder()
            .subprotocols(ProtocolLimits.SUBPROTOCOL)
            .header("Authorization", "Bearer " + key.token(cluster))
            .connectTimeout(LIMIT)
            .buildAsync(address, ears)
            .join();
    return new RawSession(socket, ears);
  }

  /// Connects and says hello.
  ///
  /// @return empty when the gateway turns this attempt away for now, as it may
  public static Optional<RawSession> admitted(
      HttpClient http, URI gateway, ResourceId cluster, ClusterKey key, AgentFrame.Hello hello) {
    try {
      RawSession session = open(http, gateway, cluster, key);
      session.say(hello);
      return Optional.of(session);
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused
          && refused.getResponse().statusCode() == 503) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Whether the gateway lets the cluster in now. It does not before it has heard of it.
  static boolean isLetIn(URI gateway, ResourceId cluster, ClusterKey key) {
    try (HttpClient http = HttpClient.newHttpClient();
        RawSession session = open(http, gateway, cluster, key)) {
      return !session.closed().isDone();
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused
          && refused.getResponse().statusCode() == 401) {
        return false;
      }
      throw e;
    }
  }

  /// Sends a frame.
  public void say(AgentFrame frame) {
    socket.sendText(FrameCodec.write(frame), true).join();
  }

  /// The next frame that the gateway sends.
  ///
  /// @throws AssertionError when it is another one, or none comes
  public <T extends GatewayFrame> T hear(Class<T> kind) {
    GatewayFrame next = next(LIMIT);
    if (!kind.isInstance(next)) {
      throw new AssertionError("expected " + kind.getSimpleName() + ", heard " + next);
    }
    return kind.cast(next);
  }

  /// The next frame of a kind, whatever comes before it.
  ///
  /// @throws AssertionError when none comes
  public <T extends GatewayFrame> T hearEventually(Class<T> kind) {
    GatewayFrame next = next(LIMIT);
    while (next != null && !kind.isInstance(next)) {
      next = next(LIMIT);
    }
    if (next == null) {
      throw new AssertionError("no " + kind.getSimpleName() + " came");
    }
    return kind.cast(next);
  }

  /// The next frame that the gateway sends; null when none comes in time.
  public @Nullable GatewayFrame next(Duration limit) {
    try {
      return ears.heard.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Completes when the session ends, with why.
  public CompletableFuture<CloseReason> closed() {
    return ears.closed.copy();
  }

  /// Breaks the connection without a word.
  @Override
  public void close() {
    socket.abort();
  }

  private static final class Ears implements WebSocket.Listener {
    private final BlockingQueue<GatewayFrame> heard = new LinkedBlockingQueue<>(MOST_FRAMES);
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        heard.add(FrameCodec.readGatewayFrame(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(CloseReason.read(code, reason));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.complete(CloseReason.read(1006, null));
    }
  }
}

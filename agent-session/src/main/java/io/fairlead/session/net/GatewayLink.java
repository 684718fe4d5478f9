package io.fairlead.session.net;

import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.session.core.Ending;
import io.fairlead.session.identity.AgentTokens;
import io.fairlead.session.identity.HubClock;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.impl.WebSocketInternal;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One connection at a time to a gateway. Its methods are called by one thread at a time; what
/// happens is told from the network's threads.
public final class GatewayLink {
  private static final Logger LOG = Logger.getLogger(GatewayLink.class);
  private static final int CONNECT_MILLIS = 20_000;
  private static final int CLOSING_SECONDS = 2;

  /// A connection; the socket is null until it is open.
  private static final class Connection {
    final long number;
    volatile @Nullable WebSocket socket;
    volatile boolean abandoned;

    Connection(long number) {
      this.number = number;
    }
  }

  private final WebSocketClient client;
  private final GatewayAddress address;
  private final AgentTokens tokens;
  private final HubClock clock;
  private final LinkEvents events;
  private @Nullable Connection current;

  public GatewayLink(
      Vertx vertx, GatewayAddress address, AgentTokens tokens, HubClock clock, LinkEvents events) {
    this.address = address;
    this.tokens = tokens;
    this.clock = clock;
    this.events = events;
    this.client = vertx.createWebSocketClient(options(address));
  }

  private static WebSocketClientOptions options(GatewayAddress address) {
    WebSocketClientOptions options =
        new WebSocketClientOptions()
            .setTryUsePerMessageCompression(true)
            // A compressor kept from message to message would take some 300 KiB at both ends, of a
            // session that is idle nearly always.
            .setCompressionAllowClientNoContext(true)
            .setCompressionRequestServerNoContext(true)
            .setMaxFrameSize(ProtocolLimits.MAX_FRAME_BYTES)
            .setMaxMessageSize(ProtocolLimits.MAX_FRAME_BYTES)
            .setConnectTimeout(CONNECT_MILLIS)
            .setClosingTimeout(CLOSING_SECONDS)
            .setSsl(address.tls());
    if (address.trusted() != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(address.trusted().toString()));
    }
    return options;
  }

  /// Opens a connection with a new token.
  public void connect(long number) {
    Connection connection = new Connection(number);
    current = connection;
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setAllowOriginHeader(false)
            .addSubProtocol(ProtocolLimits.SUBPROTOCOL)
            .addHeader("Authorization", "Bearer " + tokens.next());
    options
        .setHost(address.root().getHost())
        .setPort(address.port())
        .setSsl(address.tls())
        .setURI(address.prefix() + ProtocolLimits.PATH)
        .setTimeout(CONNECT_MILLIS);
    if (address.proxy() != null) {
      options.setProxyOptions(proxy(address.proxy()));
    }
    client
        .connect(options)
        .onSuccess(socket -> opened(connection, socket))
        .onFailure(cause -> refused(connection, cause));
  }

  private static ProxyOptions proxy(GatewayProxy proxy) {
    return new ProxyOptions()
        .setType(ProxyType.HTTP)
        .setHost(proxy.host())
        .setPort(proxy.port())
        .setUsername(proxy.user())
        .setPassword(proxy.password());
  }

  private void opened(Connection connection, WebSocket socket) {
    learnTime(socket.headers());
    connection.socket = socket;
    if (connection.abandoned) {
      // The answer comes too late: this agent has gone on.
      socket.close();
      return;
    }
    socket.textMessageHandler(text -> received(connection, socket, text));
    socket.binaryMessageHandler(
        bytes -> events.unreadable(connection.number, "a binary message is no frame"));
    socket.pongHandler(pong -> events.heard(connection.number));
    socket.exceptionHandler(
        cause -> LOG.debugf("connection=%d error=\"%s\"", connection.number, cause));
    socket.closeHandler(nothing -> events.ended(connection.number, ending(socket)));
    events.connected(connection.number);
  }

  private static Ending ending(WebSocket socket) {
    Short code = socket.closeStatusCode();
    return new Ending.Closed(
        code == null
            ? new CloseReason(CloseCause.ConnectionLost)
            : CloseReason.read(code, socket.closeReason()));
  }

  private void refused(Connection connection, Throwable cause) {
    if (cause instanceof UpgradeRejectedException rejected) {
      boolean corrected = learnTime(rejected.getHeaders());
      LOG.debugf("connection=%d refused=%d", connection.number, rejected.getStatus());
      events.ended(
          connection.number,
          new Ending.Refused(rejected.getStatus(), retryAfter(rejected.getHeaders()), corrected));
    } else {
      LOG.debugf("connection=%d failed=\"%s\"", connection.number, cause);
      events.ended(connection.number, new Ending.Failed());
    }
  }

  private boolean learnTime(@Nullable MultiMap headers) {
    return headers != null
        && Optional.ofNullable(headers.get("Date")).map(clock::learn).orElse(false);
  }

  private static Optional<Duration> retryAfter(@Nullable MultiMap headers) {
    return Optional.ofNullable(headers)
        .map(all -> all.get("Retry-After"))
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  private void received(Connection connection, WebSocket socket, String text) {
    GatewayFrame frame;
    try {
      frame = FrameCodec.readGatewayFrame(text);
    } catch (UnreadableJsonException e) {
      LOG.warnf("connection=%d frame=unreadable reason=\"%s\"", connection.number, e.getMessage());
      events.unreadable(connection.number, String.valueOf(e.getMessage()));
      return;
    }
    // One at a time: what is not worked on yet waits in the network.
    socket.pause();
    events.frame(
        connection.number, frame, text.getBytes(StandardCharsets.UTF_8).length, socket::resume);
  }

  /// Sends a frame.
  public void send(long number, AgentFrame frame) {
    socket(number)
        .ifPresent(
            socket ->
                socket
                    .writeTextMessage(FrameCodec.write(frame))
                    .onSuccess(nothing -> events.written(number)));
  }

  /// Sends a ping.
  public void ping(long number) {
    socket(number).ifPresent(socket -> socket.writePing(Buffer.buffer()));
  }

  /// Closes a connection, also one that is still being opened.
  ///
  /// @return completes when it is closed
  public Future<Void> close(long number, CloseReason reason) {
    Connection connection = current;
    if (connection == null || connection.number != number) {
      return Future.succeededFuture();
    }
    current = null;
    connection.abandoned = true;
    WebSocket socket = connection.socket;
    return socket == null
        ? Future.succeededFuture()
        : socket.close((short) reason.cause().code(), reason.write());
  }

  /// Drops the connection without a word, as if this process had died.
  public void abort() {
    Connection connection = current;
    current = null;
    if (connection != null) {
      connection.abandoned = true;
      if (connection.socket instanceof WebSocketInternal socket) {
        var _ = socket.channelHandlerContext().channel().close();
      }
    }
  }

  private Optional<WebSocket> socket(long number) {
    Connection connection = current;
    return connection == null || connection.number != number
        ? Optional.empty()
        : Optional.ofNullable(connection.socket).filter(socket -> !socket.isClosed());
  }

  /// Frees what the link has; no connection can be opened afterwards.
  public Future<Void> dispose() {
    return client.close();
  }
}

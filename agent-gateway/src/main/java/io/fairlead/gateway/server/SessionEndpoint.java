package io.fairlead.gateway.server;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.gateway.admission.AdmissionQueue;
import io.fairlead.gateway.admission.Attempt;
import io.fairlead.gateway.admission.ReplayGuard;
import io.fairlead.gateway.admission.Token;
import io.fairlead.gateway.admission.TokenCheck;
import io.fairlead.gateway.admission.TokenRefusedException;
import io.fairlead.gateway.admission.TooManyWaitException;
import io.fairlead.gateway.admission.Turnstile;
import io.fairlead.gateway.live.SessionRegistry;
import io.fairlead.gateway.metrics.GatewayMetrics;
import io.fairlead.gateway.session.DesiredState;
import io.fairlead.gateway.session.Session;
import io.fairlead.gateway.session.SessionPolicy;
import io.fairlead.gateway.session.SessionPorts;
import io.fairlead.gateway.session.SessionSubject;
import io.fairlead.gateway.session.Uplink;
import io.fairlead.gateway.table.ClusterRow;
import io.fairlead.gateway.table.TableReader;
import io.fairlead.gateway.table.TableUnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides about each request at [ProtocolLimits#PATH], and makes sessions of those it lets in.
/// Cheap checks come first, those that cost a signature after them.
public final class SessionEndpoint {
  private static final Logger LOGGER = LoggerFactory.getLogger(SessionEndpoint.class);

  /// Above what the protocol allows, so that a session itself can say what was too large.
  private static final int MAX_MESSAGE_BYTES = 2 * ProtocolLimits.MAX_FRAME_BYTES;

  private static final String BEARER = "bearer ";

  /// What the endpoint works with.
  ///
  /// @param comeBack tells agents that are sent away when to be back, spread out
  record Parts(
      String gateway,
      SessionPolicy policy,
      int maxSessions,
      Vertx vertx,
      TableReader table,
      DesiredState desired,
      SessionRegistry registry,
      Uplink uplink,
      AdmissionQueue admissions,
      TokenCheck tokens,
      ReplayGuard replays,
      Turnstile turnstile,
      Serving serving,
      Function<CloseCause, CloseReason> comeBack,
      GatewayMetrics metrics,
      InstantSource clock) {}

  private record Proven(Token.Checked token, ClusterRow row) {}

  private final Parts parts;

  SessionEndpoint(Parts parts) {
    this.parts = parts;
  }

  /// Sets an HTTP server up for agents' connections.
  public static void configure(HttpServerOptions options) {
    options
        .addWebSocketSubProtocol(ProtocolLimits.SUBPROTOCOL)
        .setPerMessageWebSocketCompressionSupported(true)
        .setPerFrameWebSocketCompressionSupported(false)
        // For agents that offer it: a compressor kept from message to message takes some 300 KiB of
        // an idle session.
        .setWebSocketAllowServerNoContext(true)
        .setWebSocketPreferredClientNoContext(true)
        .setMaxWebSocketFrameSize(ProtocolLimits.MAX_FRAME_BYTES)
        .setMaxWebSocketMessageSize(MAX_MESSAGE_BYTES)
        .setRegisterWebSocketWriteHandlers(false);
  }

  /// Takes a request. To be called on its event loop.
  public void handle(HttpServerRequest request) {
    // Asked once: it may change meanwhile, and a session is opened in one epoch.
    long epoch = parts.serving().epoch();
    Refusal refusal = early(request, epoch);
    if (refusal != null) {
      refuse(request, refusal);
      return;
    }
    Context context = parts.vertx().getOrCreateContext();
    request.pause();
    Token token;
    try {
      token = parts.tokens().read(bearer(request));
    } catch (TokenRefusedException e) {
      refuse(request, refusal(e));
      return;
    }
    parts
        .admissions()
        .submit(token.cluster(), () -> prove(token))
        .whenComplete(
            (proven, failure) ->
                context.runOnContext(
                    _ -> {
                      if (failure == null) {
                        admit(request, context, proven, epoch);
                      } else {
                        refuse(request, refusal(failure));
                      }
                    }));
  }

  private Proven prove(Token token) {
    ClusterRow row =
        parts.table().clusterNow(token.cluster()).orElseThrow(TokenCheck::unknownCluster);
    return new Proven(parts.tokens().check(token, row.publicKey()), row);
  }

  private @Nullable Refusal early(HttpServerRequest request, long epoch) {
    if (!request.method().equals(HttpMethod.GET)
        || !request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)) {
      return Refusal.of(Attempt.NotAWebSocket, "sessions are WebSockets");
    }
    String offered = request.getHeader("Sec-WebSocket-Protocol");
    if (offered == null
        || Arrays.stream(offered.split(",", -1))
            .noneMatch(name -> name.strip().equals(ProtocolLimits.SUBPROTOCOL))) {
      return Refusal.of(
          Attempt.SubprotocolRequired, "the subprotocol is " + ProtocolLimits.SUBPROTOCOL);
    }
    if (parts.serving().isDraining()) {
      return later(Attempt.Draining, "this gateway is going away");
    }
    if (epoch == 0) {
      return later(Attempt.NotReady, "the table of desired state is not complete");
    }
    return isFull() ? tooManySessions() : null;
  }

  private static String bearer(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw TokenCheck.missing();
    }
    return header.substring(BEARER.length()).strip();
  }

  private Refusal refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return switch (cause) {
      case TokenRefusedException refused ->
          Refusal.of(refused.attempt(), String.valueOf(refused.getMessage()));
      case TooManyWaitException tooMany -> tooMany(tooMany.comeBack());
      case RejectedExecutionException _ -> later(Attempt.Draining, "this gateway is going away");
      case TableUnavailableException _ -> noTable();
      case null, default -> {
        LOGGER.warn("attempt not checked", cause);
        yield noTable();
      }
    };
  }

  private boolean isFull() {
    return parts.registry().size() >= parts.maxSessions();
  }

  private Refusal tooManySessions() {
    return later(Attempt.TooManySessions, "this gateway has all sessions it can have");
  }

  private Refusal noTable() {
    return later(Attempt.NotReady, "the table of desired state cannot be read");
  }

  /// Whoever finds room in the queue has to pass the turnstile after it.
  private Refusal tooMany(Duration wait) {
    Duration turn = parts.turnstile().comeBack();
    return Refusal.later(
        Attempt.TooManyAttempts,
        "too many agents connect at once",
        wait.compareTo(turn) < 0 ? turn : wait);
  }

  private Refusal later(Attempt attempt, String message) {
    return Refusal.later(attempt, message, parts.turnstile().comeBack());
  }

  /// The turnstile is for agents that proved who they are: whoever did not takes nobody's turn.
  private void admit(HttpServerRequest request, Context context, Proven proven, long epoch) {
    // Others may have come in while this one was checked.
    if (isFull()) {
      refuse(request, tooManySessions());
      return;
    }
    Duration wait = parts.turnstile().enter();
    if (!wait.isZero()) {
      refuse(request, tooMany(wait));
      return;
    }
    switch (parts.replays().use(proven.token())) {
      case TokenReplayed ->
          refuse(request, Refusal.of(Attempt.TokenReplayed, "a token opens one connection"));
      case Accepted ->
          request
              .toWebSocket()
              .onSuccess(
                  socket -> {
                    BoundedInflation.apply(request, MAX_MESSAGE_BYTES);
                    open(socket, context, proven, epoch);
                  })
              .onFailure(_ -> parts.metrics().attempt(Attempt.UpgradeFailed));
      default -> refuse(request, tooMany(Duration.ZERO));
    }
  }

  private void open(ServerWebSocket socket, Context context, Proven proven, long epoch) {
    parts.metrics().attempt(Attempt.Accepted);
    var transport = new WebSocketTransport(socket);
    var session =
        new Session(
            new SessionSubject(
                proven.token().cluster(), proven.row().uid(), epoch, parts.gateway()),
            parts.policy(),
            new SessionPorts(
                transport,
                new VertxLoop(context),
                parts.desired(),
                parts.uplink(),
                parts.registry(),
                parts.metrics(),
                parts.clock()));
    parts.metrics().opened();
    parts.registry().add(session, proven.row().publicKey());
    transport.connect(session);
    recheck(session);
    // Whoever ends serving first says so and then closes all: this one may have come in between.
    if (parts.serving().isDraining()) {
      session.close(parts.comeBack().apply(CloseCause.Draining));
    } else if (parts.serving().epoch() != epoch) {
      session.close(parts.comeBack().apply(CloseCause.ComeBackLater));
    }
  }

  /// The cluster may have changed after its token was checked and before the session was there to
  /// be told.
  private void recheck(Session session) {
    ResourceId cluster = session.subject().cluster();
    parts
        .table()
        .cluster(cluster)
        .whenComplete(
            (row, failure) -> {
              if (failure == null) {
                parts.registry().clusterChanged(cluster, row);
              } else {
                session
                    .loop()
                    .execute(() -> session.close(parts.comeBack().apply(CloseCause.ComeBackLater)));
              }
            });
  }

  private void refuse(HttpServerRequest request, Refusal refusal) {
    parts.metrics().attempt(refusal.code());
    request.resume();
    refusal.answer(request, parts.clock().instant());
  }
}

package io.fairlead.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.operation.Shown;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.Answer.Body;
import io.fairlead.contract.event.AuditEntry;
import io.fairlead.contract.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One request on its way to exactly one answer, and that answer on its way to the client. Safe for
/// use by many threads.
final class Exchange {
  private static final Logger LOG = Logger.getLogger(Exchange.class);
  private static final String NO_OPERATION = "none";

  /// In an answer, it closes the connection: with a request that has not arrived nothing else ends
  /// it.
  static final String CONNECTION = "Connection";

  private final HttpServerRequest request;
  private final CorrelationIds ids;
  private final RequestLog log;
  private final Duration writeTimeout;
  private final Vertx vertx;
  private final Map<String, String> said = new ConcurrentHashMap<>();
  private final Queue<Runnable> kept = new ConcurrentLinkedQueue<>();
  private final long startedNanos = System.nanoTime();
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile String operation = NO_OPERATION;

  /// @param writeTimeout in which the client has to take the answer
  Exchange(Vertx vertx, HttpServerRequest request, RequestLog log, Duration writeTimeout) {
    this.request = request;
    this.ids = CorrelationIds.of(request.headers());
    this.log = log;
    this.writeTimeout = writeTimeout;
    this.vertx = vertx;
  }

  HttpServerRequest request() {
    return request;
  }

  /// Adds a header to the answer, whichever it will be. To be called before the answer is given.
  void says(String header, String value) {
    said.put(header, value);
  }

  String requestId() {
    return ids.request();
  }

  /// How this was asked for.
  AuditEntry.Request recorded() {
    SocketAddress from = request.remoteAddress();
    return new AuditEntry.Request(
        ids.request(),
        ids.correlation(),
        ids.client().orElse(null),
        from == null || from.hostAddress() == null ? "" : from.hostAddress(),
        request.method().name());
  }

  void runs(String operationId) {
    this.operation = operationId;
  }

  String operation() {
    return operation;
  }

  /// Keeps something for this request until its answer has left or its client has gone. To be
  /// called before the answer is given.
  void keeps(Runnable giveBack) {
    kept.add(giveBack);
  }

  /// Sends the answer; a second one is dropped, and so is one whose client has gone.
  void answer(Answer answer) {
    Body body = answer.body();
    if (answered.compareAndSet(false, true)) {
      send(answer, body == null ? null : () -> Buffer.buffer(json(body)));
    }
  }

  private static byte[] json(Body body) {
    return switch (body) {
      case Body.Tree(JsonNode json) -> Json.write(json);
      case Body.Written written -> written.json();
    };
  }

  /// Sends a document that was written before.
  void answer(Buffer document) {
    if (answered.compareAndSet(false, true)) {
      send(Answer.empty(200), () -> document);
    }
  }

  private void send(Answer answer, @Nullable Supplier<Buffer> json) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.headWritten()) {
      giveBack();
    } else {
      try {
        boolean last = answer.headers().containsKey(CONNECTION);
        await(write(response, answer, json), last);
      } catch (RuntimeException e) {
        // Nothing sensible can be sent any more: a client that waits for ever would be worse.
        LOG.errorf(e, "answer failed requestId=%s operation=%s", ids.request(), operation);
        request.connection().close();
        giveBack();
      }
    }
    log.answered(
        new RequestLog.Entry(
            operation,
            request.method().name(),
            Shown.path(String.valueOf(request.path())),
            answer.status(),
            answer.errorCode(),
            Duration.ofNanos(System.nanoTime() - startedNanos),
            ids.request(),
            ids.client().orElse("")));
  }

  /// A client that does not take its answer keeps what the request has, but not for ever.
  private void await(Future<Void> sent, boolean last) {
    if (sent.isComplete()) {
      over(last || sent.failed());
      return;
    }
    Runnable taken = Connections.cutAfter(vertx, request.connection(), writeTimeout);
    sent.onComplete(
        result -> {
          taken.run();
          over(last || result.failed());
        });
  }

  private void over(boolean close) {
    giveBack();
    if (close) {
      request.connection().close();
    }
  }

  private void giveBack() {
    for (Runnable next = kept.poll(); next != null; next = kept.poll()) {
      next.run();
    }
  }

  private Future<Void> write(
      HttpServerResponse response, Answer answer, @Nullable Supplier<Buffer> json) {
    response.setStatusCode(answer.status());
    response.headers().addAll(ids.headers());
    response.putHeader("Cache-Control", "no-cache");
    response.putHeader("X-Content-Type-Options", "nosniff");
    said.forEach(response::putHeader);
    answer.headers().forEach(response::putHeader);
    if (json == null) {
      if (answer.status() != 204) {
        response.putHeader("Content-Length", "0");
      }
      return response.end();
    }
    Buffer bytes = json.get();
    response.putHeader("Content-Type", "application/json; charset=utf-8");
    response.putHeader("Content-Length", Integer.toString(bytes.length()));
    return request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(bytes);
  }
}

package io.fairlead.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.operation.Shown;
import io.fairlead.api.request.Answer;
import io.fairlead.contract.json.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// One request on its way to exactly one answer. Safe for use by many threads.
final class Exchange {
  private static final Logger LOG = Logger.getLogger(Exchange.class);
  private static final String NO_OPERATION = "none";

  /// In an answer, it closes the connection: with a request that has not arrived nothing else ends
  /// it.
  static final String CONNECTION = "Connection";

  private final HttpServerRequest request;
  private final CorrelationIds ids;
  private final RequestLog log;
  private final long startedNanos = System.nanoTime();
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile String operation = NO_OPERATION;

  Exchange(HttpServerRequest request, RequestLog log) {
    this.request = request;
    this.ids = CorrelationIds.of(request.headers());
    this.log = log;
  }

  HttpServerRequest request() {
    return request;
  }

  String requestId() {
    return ids.request();
  }

  void runs(String operationId) {
    this.operation = operationId;
  }

  String operation() {
    return operation;
  }

  /// Sends the answer; a second one is dropped, and so is one whose client has gone.
  void answer(Answer answer) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    HttpServerResponse response = request.response();
    if (!response.closed() && !response.headWritten()) {
      try {
        Future<Void> sent = send(response, answer);
        if (answer.headers().containsKey(CONNECTION)) {
          sent.onComplete(_ -> request.connection().close());
        }
      } catch (RuntimeException e) {
        // Nothing sensible can be sent any more: a client that waits for ever would be worse.
        LOG.errorf(e, "answer failed requestId=%s operation=%s", ids.request(), operation);
        request.connection().close();
      }
    }
    log.answered(
        new RequestLog.Entry(
            operation,
            request.method().name(),
            Shown.path(String.valueOf(request.path())),
            answer.status(),
            errorCode(answer),
            Duration.ofNanos(System.nanoTime() - startedNanos),
            ids.request(),
            ids.client().orElse("")));
  }

  private Future<Void> send(HttpServerResponse response, Answer answer) {
    response.setStatusCode(answer.status());
    response.headers().addAll(ids.headers());
    response.putHeader("Cache-Control", "no-cache");
    response.putHeader("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(response::putHeader);
    JsonNode body = answer.body();
    if (body == null) {
      if (answer.status() != 204) {
        response.putHeader("Content-Length", "0");
      }
      return response.end();
    }
    Buffer bytes = Buffer.buffer(Json.write(body));
    response.putHeader("Content-Type", "application/json; charset=utf-8");
    response.putHeader("Content-Length", Integer.toString(bytes.length()));
    return request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(bytes);
  }

  private static String errorCode(Answer answer) {
    JsonNode body = answer.body();
    return answer.status() < 400 || body == null ? "" : body.path("error").path("code").asText("");
  }
}

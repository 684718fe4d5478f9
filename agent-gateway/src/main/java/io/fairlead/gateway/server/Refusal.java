package io.fairlead.gateway.server;

import io.fairlead.contract.json.Json;
import io.fairlead.gateway.admission.Attempt;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The answer to an attempt that opens no session.
///
/// @param code what is wrong
/// @param message for people
/// @param retryAfterMillis when to come back; null when that is the agent's choice
record Refusal(Attempt code, String message, @Nullable Long retryAfterMillis) {
  private static final int MILLIS = 1000;

  static Refusal of(Attempt code, String message) {
    return new Refusal(code, message, null);
  }

  static Refusal later(Attempt code, String message, Duration retryAfter) {
    return new Refusal(code, message, retryAfter.toMillis());
  }

  /// Sends it, with the hub's time, by which an agent corrects a wrong clock.
  void answer(HttpServerRequest request, Instant now) {
    var response =
        request
            .response()
            .setStatusCode(code.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .putHeader(
                HttpHeaders.DATE,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
    if (retryAfterMillis != null) {
      response.putHeader("Retry-After", Long.toString(Math.ceilDiv(retryAfterMillis, MILLIS)));
    }
    if (code.status() == 401) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    response.end(Buffer.buffer(Json.write(this)));
  }
}

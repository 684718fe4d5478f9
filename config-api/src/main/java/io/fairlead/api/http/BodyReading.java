package io.fairlead.api.http;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.RequestBody;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Map;

/// Takes requests' bodies off the wire within the limits.
///
/// @param vertx the server's
/// @param limits what a body may cost
record BodyReading(Vertx vertx, Limits limits) {

  /// Checks that the body is JSON that this API can read.
  ///
  /// @param mergePatch whether `application/merge-patch+json` will do, too
  /// @throws ArmException (415)
  static void checkType(HttpServerRequest request, boolean mergePatch) {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      throw unsupported("Content-Encoding", "A body must come without content encoding.");
    }
    String type = request.getHeader("Content-Type");
    if (type == null || !isJson(type, mergePatch)) {
      throw unsupported(
          "Content-Type",
          "The content media type is not supported. Only 'application/json' in UTF-8 is"
              + " supported.");
    }
  }

  private static boolean isJson(String header, boolean mergePatch) {
    String[] parts = header.toLowerCase(Locale.ROOT).split(";", 16);
    String type = parts[0].strip();
    if (!type.equals("application/json")
        && !(mergePatch && type.equals("application/merge-patch+json"))) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("charset=")) {
        String charset = parameter.substring("charset=".length()).replace("\"", "").strip();
        if (!charset.equals("utf-8") && !charset.equals("utf8")) {
          return false;
        }
      }
    }
    return true;
  }

  private static ArmException unsupported(String header, String message) {
    return new ArmException(ArmErrorCode.UnsupportedMediaType, message, header);
  }

  /// Reads the body. Must be called on the request's context, before any of it was read.
  ///
  /// @param share of the memory, which grows with what has arrived
  /// @return fails with an [ArmException] as soon as the body is over the limit (413), there is no
  ///     memory for it (503) or time is over (408)
  Uni<RequestBody> read(HttpServerRequest request, BodyBudget.Share share) {
    if (declaredLength(request) > limits.bodyBytes()) {
      discard(request);
      return Uni.createFrom().failure(tooLarge(limits.bodyBytes()));
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    return Uni.createFrom()
        .<RequestBody>emitter(emitter -> receive(request, share, emitter))
        .ifNoItem()
        .after(limits.readTimeout())
        .failWith(BodyReading::tooLate)
        .onFailure(failure -> !(failure instanceof ArmException))
        .transform(
            _ ->
                new ArmException(
                    ArmErrorCode.InvalidRequestContent, "The body did not arrive completely."));
  }

  private void receive(
      HttpServerRequest request, BodyBudget.Share share, UniEmitter<? super RequestBody> emitter) {
    Buffer body = Buffer.buffer();
    request.exceptionHandler(emitter::fail);
    request.handler(
        part -> {
          long length = (long) body.length() + part.length();
          if (length > limits.bodyBytes()) {
            emitter.fail(tooLarge(limits.bodyBytes()));
            discard(request);
          } else if (!share.growTo((int) length)) {
            emitter.fail(Failures.busy());
            discard(request);
          } else {
            body.appendBuffer(part);
          }
        });
    request.endHandler(_ -> emitter.complete(new RequestBody(body.getBytes())));
    request.resume();
  }

  private static ArmException tooLate() {
    return new ArmException(
        ArmError.of(ArmErrorCode.RequestTimeout, "The body did not arrive completely in time."),
        Map.of(Exchange.CONNECTION, "close"));
  }

  private static boolean announcesBody(HttpServerRequest request) {
    return request.getHeader("Transfer-Encoding") != null
        || request.getHeader("Content-Length") != null;
  }

  private static long declaredLength(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
  }

  private static ArmException tooLarge(int limit) {
    return new ArmException(
        ArmErrorCode.RequestEntityTooLarge,
        "The body is too large; at most " + limit + " bytes are allowed.");
  }

  /// Lets the rest of a body that nobody wants run out, so that its sender gets to read the answer;
  /// up to a limit of size and time, after which the connection is closed. Must be called on the
  /// request's context.
  void discard(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    if (!announcesBody(request)) {
      request.resume();
      return;
    }
    Runnable ended = Connections.cutAfter(vertx, request.connection(), limits.readTimeout());
    long[] seen = {0};
    request.exceptionHandler(_ -> ended.run()); // The sender has gone: nothing is left to do.
    request.endHandler(_ -> ended.run());
    request.handler(
        part -> {
          seen[0] += part.length();
          if (seen[0] > Limits.MOST_DISCARDED) {
            request.connection().close();
          }
        });
    request.resume();
  }
}

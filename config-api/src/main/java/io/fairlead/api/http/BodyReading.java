package io.fairlead.api.http;

import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.RequestBody;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/// Takes a request's body off the wire within the limits.
final class BodyReading {
  private BodyReading() {}

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
  /// @return fails with an [ArmException] (413) as soon as the body is over the limit
  static Uni<RequestBody> read(HttpServerRequest request, int limit) {
    if (declaredLength(request) > limit) {
      discard(request);
      return Uni.createFrom().failure(tooLarge(limit));
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Buffer body = Buffer.buffer();
              request.exceptionHandler(emitter::fail);
              request.handler(
                  part -> {
                    if ((long) body.length() + part.length() > limit) {
                      emitter.fail(tooLarge(limit));
                      discard(request);
                    } else {
                      body.appendBuffer(part);
                    }
                  });
              request.endHandler(_ -> emitter.complete(new RequestBody(body.getBytes())));
              request.resume();
            });
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
  /// up to a limit.
  static void discard(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    long[] seen = {0};
    request.exceptionHandler(_ -> seen[0] = 0); // The sender has gone: nothing is left to do.
    request.endHandler(null);
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

package io.fairlead.api.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/// An answer as it came.
///
/// @param status the HTTP status
/// @param headers by lower-case name; the last one of several
/// @param body all of it
@SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
record RawAnswer(int status, Map<String, String> headers, byte[] body) {
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  String text() {
    return new String(body, UTF_8);
  }

  /// Whether the same request may succeed later.
  boolean isBusy() {
    return status == 503 || status == 504;
  }

  String described() {
    return status + " " + headers + " " + text();
  }

  /// Whether the server closes the connection after it.
  boolean last() {
    return header("connection").equalsIgnoreCase("close");
  }
}

package io.fairlead.api.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.fairlead.api.fuzz.Tenants.Caller;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// A request, byte by byte.
///
/// @param number from which it was made
/// @param caller who asks
/// @param operation what it was made from; what it hits may be another one, or none
/// @param method as sent
/// @param target as sent: one character a byte
/// @param headers as sent, each a whole line; without those that frame the body
/// @param body as sent
/// @param proper whether it is HTTP, so that an answer in ARM's shape is owed
@SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
record FuzzRequest(
    int number,
    Caller caller,
    String operation,
    String method,
    String target,
    List<String> headers,
    byte[] body,
    boolean proper) {

  /// All of it.
  byte[] bytes() {
    var head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    return Spoiler.concat(head.toString().getBytes(ISO_8859_1), body);
  }

  /// Whether it could have made something different.
  boolean writes() {
    return List.of("PUT", "PATCH", "DELETE").contains(method);
  }

  /// Whether nothing more can be said after it on its connection.
  boolean last() {
    return !proper || headers.contains("Connection: close");
  }

  /// Whether it says a word itself, so that an answer may repeat it.
  boolean says(String word) {
    return new String(bytes(), UTF_8).toLowerCase(Locale.ROOT).contains(word);
  }

  /// All that is needed to send it again, without its token.
  String described() {
    return "request %d as %s of %s: %s %s%n%s%nbody of %d bytes, base64: %s"
        .formatted(
            number,
            caller,
            operation,
            method,
            target,
            headers.stream().filter(h -> !h.startsWith("Authorization")).toList(),
            body.length,
            body.length > 8_000
                ? "(made again from the seed and the number)"
                : Base64.getEncoder().encodeToString(body));
  }
}

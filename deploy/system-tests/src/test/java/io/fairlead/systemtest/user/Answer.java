package io.fairlead.systemtest.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fairlead.contract.json.Json;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the API answered.
///
/// @param status the HTTP status
/// @param headers by lower-case name, the first value of each
/// @param body the body; a missing node when there was none
public record Answer(int status, Map<String, String> headers, JsonNode body) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  static Answer of(HttpResponse<byte[]> response) {
    Map<String, String> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    JsonNode body =
        response.body().length == 0 ? MissingNode.getInstance() : Json.readTree(response.body());
    return new Answer(response.statusCode(), headers, body);
  }

  /// Whether the request was carried out (or is, from now on, certain to be).
  public boolean accepted() {
    return status >= 200 && status < 300;
  }

  /// Whether asking again later may help: the hub, not the request, was at fault.
  public boolean retriable() {
    return status >= 500 || status == 429 || status == 408;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /// The entity tag.
  ///
  /// @throws AssertionError when there is none
  public String etag() {
    return header("etag").orElseThrow(() -> new AssertionError("no ETag in " + this));
  }

  /// A text in the body, by JSON pointer; empty when it is not there.
  public String text(String pointer) {
    return body.at(pointer).asText("");
  }

  /// This answer, when it has that status.
  ///
  /// @throws AssertionError otherwise
  public Answer expect(int... allowed) {
    for (int one : allowed) {
      if (status == one) {
        return this;
      }
    }
    throw new AssertionError(
        "expected status " + java.util.Arrays.toString(allowed) + ", got " + this);
  }
}

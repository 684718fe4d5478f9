package io.fairlead.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request is answered with. Immutable, but for the body's tree, which nobody may change.
///
/// @param status the HTTP status
/// @param headers those of this answer; the edge adds the ones that every answer has
/// @param body the JSON body; null for none
public record Answer(int status, Map<String, String> headers, @Nullable JsonNode body) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  /// An answer with a body and no headers of its own.
  public static Answer of(int status, JsonNode body) {
    return new Answer(status, Map.of(), body);
  }

  /// An answer with neither body nor headers of its own.
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), null);
  }

  /// The same answer with one more header, which replaces one of that name.
  public Answer with(String header, String value) {
    return with(Map.of(header, value));
  }

  /// The same answer with more headers, which replace those of the same names.
  public Answer with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Answer(status, all, body);
  }
}

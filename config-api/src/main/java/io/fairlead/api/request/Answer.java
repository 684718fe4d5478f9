package io.fairlead.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request is answered with. Immutable, but for the body, which nobody may change.
///
/// @param status the HTTP status
/// @param headers those of this answer; the edge adds the ones that every answer has
/// @param body the JSON body; null for none
public record Answer(int status, Map<String, String> headers, @Nullable Body body) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  /// A JSON body.
  public sealed interface Body {
    /// One that is written when it is sent, on an event loop: for what is small.
    record Tree(JsonNode json) implements Body {}

    /// One that was written before.
    final class Written implements Body {
      private final byte[] json;

      /// @param json not copied: the caller gives it away
      public Written(byte[] json) {
        this.json = json;
      }

      /// UTF-8; not to be changed.
      public byte[] json() {
        return json;
      }
    }
  }

  /// An answer with a body and no headers of its own.
  public static Answer of(int status, JsonNode body) {
    return new Answer(status, Map.of(), new Body.Tree(body));
  }

  /// An answer with a body that was written before and no headers of its own.
  ///
  /// @param json not copied: the caller gives it away
  public static Answer written(int status, byte[] json) {
    return new Answer(status, Map.of(), new Body.Written(json));
  }

  /// An answer with neither body nor headers of its own.
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), null);
  }

  /// The code of the error that this answers; empty for none.
  public String errorCode() {
    return status >= 400 && body instanceof Body.Tree(JsonNode json)
        ? json.path("error").path("code").asText("")
        : "";
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

package io.fairlead.contract.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/// Bytes that are no JSON, or JSON of another form than expected. The message names the place and
/// never
/// quotes the content.
public final class UnreadableJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableJsonException(String message) {
    super(message);
  }

  // The cause is left out on purpose: its message quotes the content.
  static UnreadableJsonException of(IOException cause, Class<?> expected) {
    String where = "";
    if (cause instanceof JsonProcessingException json && json.getLocation() != null) {
      where = " at byte " + json.getLocation().getByteOffset();
    }
    return new UnreadableJsonException(
        "no readable %s%s: %s"
            .formatted(expected.getSimpleName(), where, cause.getClass().getSimpleName()));
  }
}

package io.fairlead.contract.protocol;

import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The reason text of a WebSocket close: JSON of at most 123 bytes.
///
/// @param cause why
/// @param retryAfterMillis how long the agent should stay away at least; null when it may decide
/// @param detail for people; cut to what fits
public record CloseReason(
    CloseCause cause, @Nullable Long retryAfterMillis, @Nullable String detail) {
  private static final int MAX_BYTES = 123;

  public CloseReason(CloseCause cause) {
    this(cause, null, null);
  }

  /// The delay asked for.
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfterMillis).map(Duration::ofMillis);
  }

  /// The text, cut to fit.
  public String write() {
    String text = text(this);
    String left = detail;
    while (left != null && text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      left = left.isEmpty() ? null : left.substring(0, left.length() / 2);
      text = text(new CloseReason(cause, retryAfterMillis, left));
    }
    return text;
  }

  private static String text(CloseReason reason) {
    return new String(Json.write(reason), StandardCharsets.UTF_8);
  }

  /// Reads what the other side said when it closed.
  ///
  /// @param code the WebSocket close code
  /// @param text the reason text; anything unreadable falls back to the code, and an unknown code
  /// to
  ///     [CloseCause#ConnectionLost]
  public static CloseReason read(int code, @Nullable String text) {
    CloseCause byCode = CloseCause.ofCode(code).orElse(CloseCause.ConnectionLost);
    if (text == null || text.isEmpty()) {
      return new CloseReason(byCode);
    }
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8), CloseReason.class);
    } catch (UnreadableJsonException e) {
      return new CloseReason(byCode);
    }
  }
}

package io.fairlead.agent.cluster;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An answer that [FaultyApi] gives in place of the API server, which never hears of the call.
///
/// @param reason as the API gives it beside the status
/// @param retryAfter what the answer asks the caller to wait, in whole seconds; null when it does
///     not say
/// @param writesOnly whether only calls that change something get it
public record Fault(int status, String reason, @Nullable Duration retryAfter, boolean writesOnly) {
  /// The server is busy, and does not say for how long.
  public static final Fault BUSY = new Fault(429, "TooManyRequests", null, false);

  /// The server is busy, and asks to come back in a second.
  public static final Fault BUSY_FOR_A_SECOND =
      new Fault(429, "TooManyRequests", Duration.ofSeconds(1), false);

  /// Somebody else changed the object meanwhile.
  public static final Fault CONFLICT = new Fault(409, "Conflict", null, true);

  /// Something that the server needs is away.
  public static final Fault AWAY = new Fault(503, "ServiceUnavailable", null, false);

  /// The server is broken.
  public static final Fault BROKEN = new Fault(500, "InternalError", null, false);

  private static final Set<String> READS = Set.of("GET", "WATCH");

  boolean fits(String verb) {
    return !writesOnly || !READS.contains(verb);
  }

  /// The body that the API has for it.
  ///
  /// @param request a number that is another one each time, as servers give one to each request
  String body(long request) {
    return """
    {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": %d, "reason": "%s", \
    "message": "a fault on purpose, request %d"}"""
        .formatted(status, reason, request);
  }
}

package io.fairlead.gateway.server;

import io.fairlead.gateway.kafka.KafkaClients;
import io.fairlead.gateway.session.SessionPolicy;
import io.fairlead.gateway.table.TableKeeper;
import java.time.Duration;

/// How a gateway runs.
///
/// @param id names this gateway among others; written on its sessions
/// @param kafka where and how
/// @param table where the table is and how it is kept
/// @param sessions how patient sessions are
/// @param maxSessions sessions at a time
/// @param perSecond sessions let in each second
/// @param burst sessions let in at once after a quiet time
/// @param drainLimit how long a drain may take altogether
/// @param drainSpread over how long the agents of a drained gateway come back
public record GatewaySettings(
    String id,
    KafkaClients kafka,
    TableKeeper.Settings table,
    SessionPolicy sessions,
    int maxSessions,
    double perSecond,
    int burst,
    Duration drainLimit,
    Duration drainSpread) {
  /// Heap a session may need at its usual size, with its connection's buffers. To be measured with
  /// real loads; chosen on the safe side.
  private static final long BYTES_PER_SESSION = 96 * 1024L;

  private static final int MOST = 1_000_000;
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);
  private static final Duration MOST_PATIENCE = Duration.ofHours(1);

  /// @throws IllegalArgumentException names the key of the setting that is not allowed, and what is
  public GatewaySettings {
    require(maxSessions >= 1 && maxSessions <= MOST, "max-sessions", "1 to " + MOST, maxSessions);
    require(
        perSecond > 0 && perSecond <= MOST,
        "attempts-per-second",
        "above 0 and at most " + MOST,
        perSecond);
    require(burst >= 1 && burst <= MOST, "attempts-burst", "1 to " + MOST, burst);
    Duration patience = kafka.patience();
    require(
        patience.compareTo(LEAST_PATIENCE) >= 0 && patience.compareTo(MOST_PATIENCE) <= 0,
        "hub-patience",
        LEAST_PATIENCE + " to " + MOST_PATIENCE,
        patience);
    requirePositive("slow-reader-after", sessions.slowReader());
    requirePositive("topic-check-interval", table.checkInterval());
    requirePositive("drain-limit", drainLimit);
    requirePositive("drain-spread", drainSpread);
  }

  private static void requirePositive(String key, Duration value) {
    require(value.isPositive(), key, "above 0", value);
  }

  private static void require(boolean isAllowed, String key, String allowed, Object value) {
    if (!isAllowed) {
      throw new IllegalArgumentException(
          "fairlead.gateway.%s is %s, not %s".formatted(key, allowed, value));
    }
  }

  /// As many sessions as half of the heap can carry.
  public static int sessionsForHeap(long heapBytes) {
    return Math.clamp(heapBytes / 2 / BYTES_PER_SESSION, 1, MOST);
  }
}

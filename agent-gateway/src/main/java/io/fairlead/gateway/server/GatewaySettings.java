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

  public GatewaySettings {
    if (maxSessions < 1) {
      throw new IllegalArgumentException("max-sessions is at least 1, not " + maxSessions);
    }
  }

  /// As many sessions as half of the heap can carry.
  public static int sessionsForHeap(long heapBytes) {
    return Math.clamp(heapBytes / 2 / BYTES_PER_SESSION, 1, Integer.MAX_VALUE);
  }
}

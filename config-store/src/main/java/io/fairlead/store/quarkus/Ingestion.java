package io.fairlead.store.quarkus;

import io.fairlead.store.ingest.IngestStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/// How ingestion goes, channel by channel. Thread-safe.
///
/// @param statuses of every channel
record Ingestion(Map<Ingestion.Channel, IngestStatus> statuses) {
  /// Where records come in; the names are those of metrics.
  enum Channel {
    SESSIONS("sessions"),
    REPORTS("reports"),
    DEPLOYMENTS("deployments"),
    POLICY_STATES("policy-states");

    private final String label;

    Channel(String label) {
      this.label = label;
    }

    /// The value of the label `channel`.
    String label() {
      return label;
    }
  }

  static Ingestion begin(InstantSource clock) {
    Map<Channel, IngestStatus> statuses = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      statuses.put(channel, new IngestStatus(clock));
    }
    return new Ingestion(Map.copyOf(statuses));
  }

  IngestStatus of(Channel channel) {
    IngestStatus status = statuses.get(channel);
    if (status == null) {
      throw new IllegalStateException("no such channel: " + channel);
    }
    return status;
  }

  /// For how long a batch waits for the database, of the channel where that is longest.
  Duration failingFor() {
    return statuses.values().stream()
        .map(IngestStatus::failingFor)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}

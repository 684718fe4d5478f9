package io.fairlead.gateway.kafka;

import java.util.Optional;

/// A record that could not be read. It is skipped: the last good state of its key stays.
///
/// @param origin where it is
/// @param reason what is wrong with it; quotes nothing of it
public record PoisonRecord(
    Origin origin, Optional<Bytes> key, Optional<Bytes> value, String reason) {

  /// A place in Kafka.
  public record Origin(String topic, int partition, long offset) {}

  /// Bytes as they came.
  @SuppressWarnings("ArrayRecordComponent") // carried on, never compared
  public record Bytes(byte[] content) {}
}

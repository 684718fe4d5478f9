package io.fairlead.engine.kafka;

import org.jspecify.annotations.Nullable;

/// A record that could not be read, and is skipped.
///
/// @param origin where it is
/// @param key as it came; null when it has none
/// @param value as it came; null when it has none
/// @param reason what is wrong with it; quotes nothing of it
@SuppressWarnings("ArrayRecordComponent") // carried on, never compared
public record PoisonRecord(
    Origin origin, byte @Nullable [] key, byte @Nullable [] value, String reason) {

  /// A place in Kafka.
  public record Origin(String topic, int partition, long offset) {}
}

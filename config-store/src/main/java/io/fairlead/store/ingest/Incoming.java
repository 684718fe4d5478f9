package io.fairlead.store.ingest;

import org.jspecify.annotations.Nullable;

/// A record as it came from Kafka.
///
/// @param type the header `ce_type`; null when missing
/// @param key null when missing
/// @param value null for a deletion
@SuppressWarnings("ArrayRecordComponent") // never compared; as Kafka gives it
public record Incoming(
    String topic,
    int partition,
    long offset,
    @Nullable String type,
    byte @Nullable [] key,
    byte @Nullable [] value) {
  /// Where it is, for logs.
  String place() {
    return topic + "/" + partition + "/" + offset;
  }
}

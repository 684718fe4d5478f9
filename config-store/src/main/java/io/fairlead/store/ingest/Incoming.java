package io.fairlead.store.ingest;

import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.contract.topic.EventType;
import java.util.Optional;
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
  /// What it is when it cannot be read or handled.
  DeadLetter dead(String reason) {
    return new DeadLetter(
        new DeadLetter.Origin(topic, partition, offset, Optional.ofNullable(type)),
        key,
        value,
        reason);
  }

  /// Its value.
  ///
  /// @throws UnacceptableRecordException when it has none
  byte[] requiredValue() {
    byte[] bytes = value;
    if (bytes == null) {
      throw new UnacceptableRecordException("no value");
    }
    return bytes;
  }

  /// Checks what the value is said to be.
  ///
  /// @throws UnacceptableRecordException when it is something else
  void expect(EventType expected) {
    if (type == null) {
      throw new UnacceptableRecordException("no header ce_type");
    }
    if (!type.equals(expected.typeName())) {
      throw new UnacceptableRecordException("the header ce_type is not " + expected.typeName());
    }
  }
}

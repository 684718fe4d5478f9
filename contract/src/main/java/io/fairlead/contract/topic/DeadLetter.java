package io.fairlead.contract.topic;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A record that could not be read or handled, and is skipped; and what is kept of it for people on
/// [Topic#DEAD_LETTERS]: the record as it came, with where it was and the reason in headers, within
/// what the topic takes, however large it came.
///
/// @param origin where it is
/// @param key as it came; null when it has none
/// @param value as it came; null when it has none
/// @param reason what is wrong with it; quotes nothing of it
@SuppressWarnings("ArrayRecordComponent") // carried on, never compared
public record DeadLetter(
    Origin origin, byte @Nullable [] key, byte @Nullable [] value, String reason) {
  /// Of key and value together: the topic takes 1 MiB with headers and framing.
  static final int MAX_BYTES = 1024 * 1024 - 32 * 1024;

  private static final int MAX_HEADER_CHARACTERS = 2048;

  /// A place in Kafka.
  ///
  /// @param offset -1 when it is not known, and so the partition
  /// @param type what the record says to be, by its header [EventHeaders#TYPE]
  public record Origin(String topic, int partition, long offset, Optional<String> type) {
    /// The place of a record whose type does not matter.
    public Origin(String topic, int partition, long offset) {
      this(topic, partition, offset, Optional.empty());
    }
  }

  /// The key that is kept; null when it has none, or one that is too large.
  public byte @Nullable [] keptKey() {
    return size(key) > MAX_BYTES ? null : key;
  }

  /// The value that is kept; null when it has none, or one that is too large.
  public byte @Nullable [] keptValue() {
    return size(value) > MAX_BYTES - size(keptKey()) ? null : value;
  }

  /// The headers that it is kept with, in a fixed order, as UTF-8.
  ///
  /// @param consumer who could not read or handle it, such as `/fairlead/config-store`
  public Map<String, byte[]> headers(String consumer) {
    Map<String, byte[]> headers = new TreeMap<>();
    put(headers, "fairlead_reason", reason);
    put(headers, "fairlead_consumer", consumer);
    put(headers, "fairlead_source_topic", origin.topic());
    put(headers, "fairlead_source_partition", Integer.toString(origin.partition()));
    put(headers, "fairlead_source_offset", Long.toString(origin.offset()));
    origin.type().ifPresent(type -> put(headers, "fairlead_source_type", type));
    if (size(key) > size(keptKey())) {
      put(headers, "fairlead_source_key_bytes", Integer.toString(size(key)));
    }
    if (size(value) > size(keptValue())) {
      put(headers, "fairlead_source_value_bytes", Integer.toString(size(value)));
    }
    return headers;
  }

  private static int size(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static void put(Map<String, byte[]> headers, String name, String value) {
    String bounded = value.substring(0, Math.min(value.length(), MAX_HEADER_CHARACTERS));
    headers.put(name, bounded.getBytes(StandardCharsets.UTF_8));
  }
}

package io.fairlead.store.quarkus;

import io.fairlead.store.ingest.DeadLetter;
import io.fairlead.store.ingest.Incoming;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// A dead letter as it is kept for people: with where it was and why it could not be handled, and
/// within what the topic takes, however large it came.
///
/// @param key null when missing, or left out as too large
/// @param value empty when missing, or left out as too large
@SuppressWarnings("ArrayRecordComponent") // never compared; Kafka wants an array
record Burial(byte @Nullable [] key, byte[] value, RecordHeaders headers) {
  /// Of key and value: the topic takes 1 MiB with headers and framing.
  static final int MAX_BYTES = 1024 * 1024 - 32 * 1024;

  private static final int MAX_HEADER_CHARACTERS = 2048;
  private static final byte[] NOTHING = {};

  static Burial of(DeadLetter letter) {
    Incoming record = letter.record();
    RecordHeaders headers = new RecordHeaders();
    header(headers, "fairlead_source_topic", record.topic());
    header(headers, "fairlead_source_partition", Integer.toString(record.partition()));
    header(headers, "fairlead_source_offset", Long.toString(record.offset()));
    header(headers, "fairlead_source_type", record.type());
    header(headers, "fairlead_reason", letter.reason());
    byte[] key = record.key();
    if (size(key) > MAX_BYTES) {
      header(headers, "fairlead_source_key_bytes", Integer.toString(size(key)));
      key = null;
    }
    byte[] value = record.value() == null ? NOTHING : record.value();
    if (value.length > MAX_BYTES - size(key)) {
      header(headers, "fairlead_source_value_bytes", Integer.toString(value.length));
      value = NOTHING;
    }
    return new Burial(key, value, headers);
  }

  private static int size(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static void header(RecordHeaders headers, String name, @Nullable String value) {
    if (value != null) {
      String bounded = value.substring(0, Math.min(value.length(), MAX_HEADER_CHARACTERS));
      headers.add(name, bounded.getBytes(StandardCharsets.UTF_8));
    }
  }
}

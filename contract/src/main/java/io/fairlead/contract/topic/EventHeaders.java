package io.fairlead.contract.topic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// The headers of a record: CloudEvents 1.0 in Kafka's binary mode, with Fairlead's extension
/// `epoch`.
///
/// A deletion is a record with these headers and no value.
///
/// @param type what the value is, versioned
/// @param id unique for each sending
/// @param source who sent it, such as `/fairlead/config-store`
/// @param subject the resource id the event is about
/// @param time when it was sent
/// @param epoch the store's epoch; at least 1
public record EventHeaders(
    EventType type, UUID id, String source, String subject, Instant time, long epoch) {
  public static final String TYPE = "ce_type";
  public static final String EPOCH = "ce_epoch";

  private static final String CONTENT_TYPE = "application/json";

  /// The headers by name, in a fixed order, as UTF-8.
  public Map<String, byte[]> toMap() {
    Map<String, byte[]> headers = new TreeMap<>();
    put(headers, "ce_specversion", "1.0");
    put(headers, TYPE, type.typeName());
    put(headers, "ce_id", id.toString());
    put(headers, "ce_source", source);
    put(headers, "ce_subject", subject);
    put(headers, "ce_time", time.toString());
    put(headers, EPOCH, Long.toString(epoch));
    put(headers, "content-type", CONTENT_TYPE);
    return headers;
  }

  private static void put(Map<String, byte[]> headers, String name, String value) {
    headers.put(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /// The epoch in a header's value; empty when it is no positive number.
  public static Optional<Long> readEpoch(byte[] header) {
    try {
      long epoch = Long.parseLong(new String(header, StandardCharsets.UTF_8));
      return epoch >= 1 ? Optional.of(epoch) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}

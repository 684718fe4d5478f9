package io.fairlead.streams;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.contract.topic.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Reads records such that one that cannot be read goes to the dead letters and never stops its
/// partition.
///
/// @param topic whose records are read
/// @param letters takes those that cannot be read
public record Intake(String topic, DeadLetterSink letters) {
  /// Handles a record, or skips it.
  ///
  /// @param handling throws [UnreadableRecordException] or [UnreadableJsonException] when it cannot
  ///     be read
  public void take(ProcessingContext context, Record<byte[], byte[]> record, Runnable handling) {
    try {
      handling.run();
    } catch (UnreadableRecordException | UnreadableJsonException e) {
      // A record without a key or value has null there, whatever the annotations around it say.
      byte @Nullable [] key = record.key();
      byte @Nullable [] value = record.value();
      letters.accept(new DeadLetter(origin(context), key, value, String.valueOf(e.getMessage())));
    }
  }

  private DeadLetter.Origin origin(ProcessingContext context) {
    return context
        .recordMetadata()
        .map(at -> new DeadLetter.Origin(at.topic(), at.partition(), at.offset()))
        .orElseGet(() -> new DeadLetter.Origin(topic, -1, -1));
  }

  /// The epoch in a record's headers.
  ///
  /// @throws UnreadableRecordException when there is none
  public static long epoch(Record<byte[], byte[]> record) {
    @Nullable Header header = record.headers().lastHeader(EventHeaders.EPOCH);
    return Optional.ofNullable(header)
        .flatMap(found -> EventHeaders.readEpoch(found.value()))
        .orElseThrow(
            () ->
                new UnreadableRecordException(
                    "header " + EventHeaders.EPOCH + " of a deletion is missing or no number"));
  }

  /// The id in a record's key.
  ///
  /// @throws UnreadableRecordException when the key is none in lower case
  public static ResourceId resource(byte @Nullable [] key) {
    if (key == null) {
      throw new UnreadableRecordException("key is missing");
    }
    String text = new String(key, StandardCharsets.UTF_8);
    try {
      ResourceId id = ResourceId.parse(text);
      if (!id.key().equals(text)) {
        throw new UnreadableRecordException("key is not in lower case");
      }
      return id;
    } catch (IllegalArgumentException _) {
      throw new UnreadableRecordException("key is not the id of a cluster or configuration");
    }
  }

  /// Passes when a published state is of its record's key, and of a time of its own.
  ///
  /// @throws UnreadableRecordException otherwise
  public static void requireSound(ResourceId key, ResourceId id, long generation, long epoch) {
    if (!key.equals(id)) {
      throw new UnreadableRecordException("id is not the one in the key");
    }
    requireDated(generation, epoch);
  }

  /// Passes when a published state is of a time of its own.
  ///
  /// @throws UnreadableRecordException otherwise
  public static void requireDated(long generation, long epoch) {
    requirePositive("generation", generation);
    requirePositive("epoch", epoch);
  }

  private static void requirePositive(String field, long value) {
    if (value < 1) {
      throw new UnreadableRecordException(field + " is at least 1, not " + value);
    }
  }
}

package io.fairlead.engine.topology;

import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.engine.kafka.PoisonRecord;
import io.fairlead.engine.kafka.PoisonSink;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Reads records such that one that cannot be read goes to the dead letters and never stops its
/// partition.
///
/// @param topic whose records are read
/// @param poison takes those that cannot be read
record Intake(String topic, PoisonSink poison) {
  /// Handles a record, or skips it.
  ///
  /// @param handling throws [UnreadableRecordException] or [UnreadableJsonException] when it cannot
  ///     be read
  void take(ProcessingContext context, Record<byte[], byte[]> record, Runnable handling) {
    try {
      handling.run();
    } catch (UnreadableRecordException | UnreadableJsonException e) {
      byte @Nullable [] key = record.key();
      byte @Nullable [] value = record.value();
      poison.accept(new PoisonRecord(origin(context), key, value, String.valueOf(e.getMessage())));
    }
  }

  private PoisonRecord.Origin origin(ProcessingContext context) {
    return context
        .recordMetadata()
        .map(at -> new PoisonRecord.Origin(at.topic(), at.partition(), at.offset()))
        .orElseGet(() -> new PoisonRecord.Origin(topic, -1, -1));
  }

  /// The epoch in a record's headers.
  ///
  /// @throws UnreadableRecordException when there is none
  static long epoch(Record<byte[], byte[]> record) {
    @Nullable Header header = record.headers().lastHeader(EventHeaders.EPOCH);
    return Optional.ofNullable(header)
        .flatMap(found -> EventHeaders.readEpoch(found.value()))
        .orElseThrow(
            () ->
                new UnreadableRecordException(
                    "header " + EventHeaders.EPOCH + " of a deletion is missing or no number"));
  }
}

package io.fairlead.gateway.table;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.gateway.kafka.PoisonRecord;
import io.fairlead.gateway.kafka.PoisonSink;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Applies the records of one compacted topic to its store. Kafka Streams calls it for restored
/// records too.
///
/// An older state never replaces a newer one, whatever order records come in, and applying a record
/// twice changes nothing. The newest epoch is raised before anything of it shows. A record that
/// cannot be read is handed on and skipped: it never stops the partition.
final class RowUpdater implements Processor<byte[], byte[], Void, Void> {
  private final String store;
  private final RowKind kind;
  private final NewestEpoch newestEpoch;
  private final PoisonSink poison;
  private @Nullable ProcessorContext<Void, Void> context;
  private @Nullable KeyValueStore<Bytes, byte[]> rows;

  RowUpdater(String store, RowKind kind, NewestEpoch newestEpoch, PoisonSink poison) {
    this.store = store;
    this.kind = kind;
    this.newestEpoch = newestEpoch;
    this.poison = poison;
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
    rows = processorContext.getStateStore(store);
  }

  // A record without a key or value has null there, whatever the annotations around it say.
  @Override
  public void process(Record<byte[], byte[]> record) {
    byte @Nullable [] key = record.key();
    byte @Nullable [] value = record.value();
    try {
      if (key == null) {
        throw new UnreadableRecordException("key is missing");
      }
      apply(key, value, record);
    } catch (UnreadableRecordException | UnreadableJsonException | IllegalArgumentException e) {
      poison.accept(
          new PoisonRecord(
              origin(),
              Optional.ofNullable(key).map(PoisonRecord.Bytes::new),
              Optional.ofNullable(value).map(PoisonRecord.Bytes::new),
              String.valueOf(e.getMessage())));
    }
  }

  private void apply(byte[] key, byte @Nullable [] value, Record<byte[], byte[]> record) {
    String text = new String(key, StandardCharsets.UTF_8);
    ResourceId id = ResourceId.parse(text);
    if (!id.key().equals(text)) {
      throw new UnreadableRecordException("key is not in lower case");
    }
    KeyValueStore<Bytes, byte[]> store = requireStore();
    Bytes rowKey = Bytes.wrap(key);
    byte @Nullable [] old = store.get(rowKey);
    if (value == null) {
      long epoch = epoch(record);
      newestEpoch.saw(epoch);
      if (old != null && epoch >= kind.order(old).epoch()) {
        store.delete(rowKey);
        kind.changed(id, null);
      }
      return;
    }
    byte[] row = kind.row(id, value);
    newestEpoch.saw(kind.order(row).epoch());
    if (old == null || kind.order(row).compareTo(kind.order(old)) > 0) {
      store.put(rowKey, row);
      kind.changed(id, row);
    }
  }

  private static long epoch(Record<byte[], byte[]> record) {
    @Nullable Header header = record.headers().lastHeader(EventHeaders.EPOCH);
    return Optional.ofNullable(header)
        .flatMap(found -> EventHeaders.readEpoch(found.value()))
        .orElseThrow(
            () ->
                new UnreadableRecordException(
                    "header " + EventHeaders.EPOCH + " of a deletion is missing or no number"));
  }

  private KeyValueStore<Bytes, byte[]> requireStore() {
    if (rows == null) {
      throw new IllegalStateException("not initialized");
    }
    return rows;
  }

  private PoisonRecord.Origin origin() {
    return Optional.ofNullable(context)
        .flatMap(ProcessorContext::recordMetadata)
        .map(
            metadata ->
                new PoisonRecord.Origin(metadata.topic(), metadata.partition(), metadata.offset()))
        .orElseGet(() -> new PoisonRecord.Origin(store, -1, -1));
  }
}

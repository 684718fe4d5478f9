package io.fairlead.gateway.table;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.streams.Intake;
import java.util.Arrays;
import java.util.Objects;
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
  private final Intake intake;
  private @Nullable ProcessorContext<Void, Void> context;
  private @Nullable KeyValueStore<Bytes, byte[]> rows;

  RowUpdater(String store, RowKind kind, NewestEpoch newestEpoch, Intake intake) {
    this.store = store;
    this.kind = kind;
    this.newestEpoch = newestEpoch;
    this.intake = intake;
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
    rows = processorContext.getStateStore(store);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    intake.take(Objects.requireNonNull(context), record, () -> apply(record));
  }

  // A deletion has null for a value, whatever the annotations around it say.
  private void apply(Record<byte[], byte[]> record) {
    ResourceId id = Intake.resource(record.key());
    byte @Nullable [] value = record.value();
    KeyValueStore<Bytes, byte[]> held = Objects.requireNonNull(rows);
    Bytes rowKey = Bytes.wrap(record.key());
    byte @Nullable [] old = held.get(rowKey);
    if (value == null) {
      long epoch = Intake.epoch(record);
      newestEpoch.saw(epoch);
      if (old != null && epoch >= kind.order(old).epoch()) {
        held.delete(rowKey);
        kind.changed(id, null);
      }
      return;
    }
    byte[] row = kind.row(id, value);
    newestEpoch.saw(kind.order(row).epoch());
    int newer = old == null ? 1 : kind.order(row).compareTo(kind.order(old));
    if (newer > 0) {
      held.put(rowKey, row);
      kind.changed(id, row);
    } else if (newer == 0 && !Arrays.equals(row, old)) {
      // The same state, sealed with another key: nobody has to be told.
      held.put(rowKey, row);
    }
  }
}

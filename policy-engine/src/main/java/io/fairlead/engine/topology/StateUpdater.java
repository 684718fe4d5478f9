package io.fairlead.engine.topology;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.streams.Intake;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Keeps the store of one kind of desired state as its topic has it. A record that cannot be read
/// is skipped, and the last good state of its key stays.
final class StateUpdater implements Processor<byte[], byte[], Void, Void> {
  private final String store;
  private final StateKind kind;
  private final Intake intake;
  private @Nullable ProcessorContext<Void, Void> context;
  private @Nullable KeyValueStore<String, byte[]> states;

  StateUpdater(String store, StateKind kind, Intake intake) {
    this.store = store;
    this.kind = kind;
    this.intake = intake;
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
    states = processorContext.getStateStore(store);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    intake.take(Objects.requireNonNull(context), record, () -> keep(record));
  }

  private void keep(Record<byte[], byte[]> record) {
    ResourceId id = Intake.resource(record.key());
    byte @Nullable [] value = record.value();
    if (value == null) {
      Objects.requireNonNull(states).delete(id.key());
    } else {
      kind.check(id, value);
      Objects.requireNonNull(states).put(id.key(), value);
    }
  }
}

package io.fairlead.engine.topology;

import io.fairlead.engine.decision.Said;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Reads back what was said of clusters. What this engine knows it said is passed over; anything
/// else was said before its memory was lost, and is noted, so that it is said anew or taken back.
final class VerdictIntake implements Processor<byte[], byte[], String, Change> {
  private @Nullable ProcessorContext<String, Change> context;
  private @Nullable KeyValueStore<String, byte[]> said;

  @Override
  public void init(ProcessorContext<String, Change> processorContext) {
    context = processorContext;
    said = processorContext.getStateStore(StoreNames.SAID);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    byte @Nullable [] recordKey = record.key();
    byte @Nullable [] value = record.value();
    if (recordKey == null || value == null) {
      return;
    }
    String key = new String(recordKey, StandardCharsets.UTF_8);
    KeyValueStore<String, byte[]> store = Objects.requireNonNull(said);
    if (store.get(key) != null) {
      return;
    }
    Keys.resourceOfVerdict(key)
        .ifPresent(
            resource -> {
              store.put(key, Said.UNKNOWN.toBytes());
              Objects.requireNonNull(context)
                  .forward(
                      new Record<>(
                          resource.cluster().key(), new Change.Touched(), record.timestamp()));
            });
  }
}

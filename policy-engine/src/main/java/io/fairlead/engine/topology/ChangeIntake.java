package io.fairlead.engine.topology;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.streams.Intake;
import io.fairlead.streams.UnreadableRecordException;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Says which cluster a record of desired state touches. Comes after the [StateUpdater] of its
/// topic, which has put what cannot be read aside.
final class ChangeIntake implements Processor<byte[], byte[], String, Change> {
  private @Nullable ProcessorContext<String, Change> context;

  @Override
  public void init(ProcessorContext<String, Change> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    try {
      ResourceId id = Intake.resource(record.key());
      Objects.requireNonNull(context)
          .forward(new Record<>(id.cluster().key(), change(id, record), record.timestamp()));
    } catch (UnreadableRecordException _) {
      // The updater said so, and kept what there was.
      return;
    }
  }

  private static Change change(ResourceId id, Record<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    if (!id.isExtension()) {
      return value == null ? new Change.Gone(Intake.epoch(record)) : new Change.Touched();
    }
    if (value == null) {
      return new Change.Written();
    }
    return switch (Authorship.of(value)) {
      // If that is no longer what is wanted, what made it so is a change of its own.
      case POLICY -> new Change.GotOn();
      case PERHAPS -> new Change.Touched();
      case NO_POLICY -> new Change.Written();
    };
  }
}

package io.fairlead.engine.topology;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.json.Json;
import io.fairlead.engine.decision.Policies;
import io.fairlead.streams.Intake;
import io.fairlead.streams.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Feeds the policies as their topic has them, also while Kafka Streams restores. They are kept in
/// [Policies] alone, where they are read once; the store that belongs to it stays empty.
final class PolicyUpdater implements Processor<byte[], byte[], Void, Void> {
  private final Policies policies;
  private final Intake intake;
  private @Nullable ProcessorContext<Void, Void> context;

  PolicyUpdater(Policies policies, Intake intake) {
    this.policies = policies;
    this.intake = intake;
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    intake.take(Objects.requireNonNull(context), record, () -> keep(record));
  }

  private void keep(Record<byte[], byte[]> record) {
    PolicyId id = id(record.key());
    byte @Nullable [] value = record.value();
    if (value == null) {
      policies.removed(id);
      return;
    }
    PolicyState state = Json.read(value, PolicyState.class);
    if (!state.id().equals(id)) {
      throw new UnreadableRecordException("id is not the one in the key");
    }
    policies.changed(state);
  }

  private static PolicyId id(byte @Nullable [] key) {
    if (key == null) {
      throw new UnreadableRecordException("key is missing");
    }
    try {
      return PolicyId.parse(new String(key, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      throw new UnreadableRecordException("key is not the id of a policy");
    }
  }
}

package io.fairlead.engine.topology;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportOrder;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.engine.decision.Fact;
import io.fairlead.engine.decision.HeardEntry;
import io.fairlead.streams.Intake;
import io.fairlead.streams.UnreadableRecordException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Keeps what clusters say of their configurations, and says which cluster was heard and which said
/// something new. Most reports say nothing of that kind and are not read further than their kind.
final class ReportIntake implements Processor<byte[], byte[], String, Change> {
  private static final Set<String> TELLING =
      Set.of("acknowledged", "inSync", "statuses", "removed");

  /// Signs of an agent that tell nothing else. Some kinds are none: gateways say those themselves.
  private static final Set<String> SIGNS = Set.of("heartbeat", "removalsHeld");

  private final Intake intake;
  private @Nullable ProcessorContext<String, Change> context;
  private @Nullable KeyValueStore<String, byte[]> heard;

  ReportIntake(Intake intake) {
    this.intake = intake;
  }

  @Override
  public void init(ProcessorContext<String, Change> processorContext) {
    context = processorContext;
    heard = processorContext.getStateStore(StoreNames.HEARD);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    var current = Objects.requireNonNull(context);
    intake.take(current, record, () -> listen(current, record));
  }

  private void listen(ProcessorContext<String, Change> current, Record<byte[], byte[]> record) {
    ResourceId cluster = Intake.resource(record.key());
    byte @Nullable [] value = record.value();
    if (value == null) {
      throw new UnreadableRecordException("a report has a value");
    }
    String kind = kind(value);
    if (!TELLING.contains(kind)) {
      if (SIGNS.contains(kind) && !cluster.isExtension()) {
        forward(current, record, cluster, new Change.Heard());
      }
      return;
    }
    Report report = Json.read(value, Report.class);
    if (!report.cluster().equals(cluster) || cluster.isExtension()) {
      throw new UnreadableRecordException("cluster is not the one in the key");
    }
    var facts = Fact.of(report);
    if (!facts.stream().allMatch(fact -> fact.about().id().cluster().equals(cluster))) {
      throw new UnreadableRecordException("names a configuration of another cluster");
    }
    boolean isNews = false;
    for (Fact fact : facts) {
      isNews |= hear(fact, report);
    }
    forward(current, record, cluster, isNews ? new Change.Told() : new Change.Heard());
  }

  private static void forward(
      ProcessorContext<String, Change> current,
      Record<byte[], byte[]> record,
      ResourceId cluster,
      Change change) {
    current.forward(new Record<>(cluster.key(), change, record.timestamp()));
  }

  /// Keeps a fact.
  ///
  /// @return whether an evaluation could see the difference
  private boolean hear(Fact fact, Report report) {
    KeyValueStore<String, byte[]> store = Objects.requireNonNull(heard);
    String key = Keys.heard(fact.about().id(), fact.about().uid());
    byte @Nullable [] known = store.get(key);
    HeardEntry before = known == null ? HeardEntry.NOTHING : HeardEntry.read(known);
    Optional<HeardEntry> after = before.after(fact, ReportOrder.of(report), report.receivedAt());
    if (after.isEmpty()) {
      store.delete(key);
      return known != null;
    }
    HeardEntry entry = after.get();
    if (entry.equals(before)) {
      return false;
    }
    store.put(key, entry.toBytes());
    return !entry.saysTheSameAs(before);
  }

  /// The kind of a report's body, without reading more of it than needed.
  private static String kind(byte[] value) {
    try (JsonParser json = Json.mapper().getFactory().createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableRecordException("a report is an object");
      }
      String field = json.nextFieldName();
      while (field != null && !field.equals("body")) {
        json.nextToken();
        json.skipChildren();
        field = json.nextFieldName();
      }
      if (field == null || json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableRecordException("body is missing or no object");
      }
      String inBody = json.nextFieldName();
      while (inBody != null && !inBody.equals("kind")) {
        json.nextToken();
        json.skipChildren();
        inBody = json.nextFieldName();
      }
      String kind = inBody == null ? null : json.nextTextValue();
      if (kind == null) {
        throw new UnreadableRecordException("body.kind is missing or no text");
      }
      return kind;
    } catch (IOException e) {
      // Its message would quote the content.
      throw new UnreadableRecordException("no readable JSON: " + e.getClass().getSimpleName());
    }
  }
}

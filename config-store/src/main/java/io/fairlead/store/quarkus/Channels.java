package io.fairlead.store.quarkus;

import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.store.ingest.Incoming;
import io.fairlead.store.ingest.Ingestor;
import io.fairlead.store.pace.Pace;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/// Where records come in. A batch is acknowledged when it is in the database, and what could not be
/// handled is in the dead letters. Each channel has its own [Pace]. A batch that fails all the same
/// would leave its channel standing still for good: it ends the process, so that whoever supervises
/// it starts it again, and the batch comes again.
@ApplicationScoped
class Channels {
  private static final Logger LOGGER = System.getLogger(Channels.class.getName());
  private static final Duration PAUSE_MIN = Duration.ofMillis(100);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
  private static final String CONSUMER = "/fairlead/config-store";
  private static final byte[] NOTHING = {};

  private final Flow sessions;
  private final Flow reports;
  private final Flow deployments;
  private final Flow verdicts;
  private final MutinyEmitter<byte[]> deadLetters;
  private final Runnable fault;

  /// Where the records of a channel go, and how fast.
  private record Flow(Ingestor ingestor, Pace pace) {
    Flow(Ingestor ingestor, Pace.Limits limits) {
      this(ingestor, new Pace(limits, System::nanoTime));
    }
  }

  Channels(
      @Identifier(StoreBeans.SESSIONS) Ingestor sessions,
      @Identifier(StoreBeans.REPORTS) Ingestor reports,
      @Identifier(StoreBeans.DEPLOYMENTS) Ingestor deployments,
      @Identifier(StoreBeans.POLICY_STATES) Ingestor verdicts,
      @Channel("fairlead-dead-letters") MutinyEmitter<byte[]> deadLetters,
      @Identifier(StoreBeans.FAULT) Runnable fault) {
    this.sessions = new Flow(sessions, Pace.Limits.FACTS);
    this.reports = new Flow(reports, Pace.Limits.FACTS);
    this.deployments = new Flow(deployments, Pace.Limits.DEPLOYMENTS);
    this.verdicts = new Flow(verdicts, Pace.Limits.FACTS);
    this.deadLetters = deadLetters;
    this.fault = fault;
  }

  @org.eclipse.microprofile.reactive.messaging.Incoming("fairlead-sessions")
  Uni<Void> sessions(ConsumerRecords<byte[], byte[]> records) {
    return ingest(sessions, records);
  }

  @org.eclipse.microprofile.reactive.messaging.Incoming("fairlead-reports")
  Uni<Void> reports(ConsumerRecords<byte[], byte[]> records) {
    return ingest(reports, records);
  }

  @org.eclipse.microprofile.reactive.messaging.Incoming("fairlead-deployments")
  Uni<Void> deployments(ConsumerRecords<byte[], byte[]> records) {
    return ingest(deployments, records);
  }

  @org.eclipse.microprofile.reactive.messaging.Incoming("fairlead-policy-states")
  Uni<Void> policyStates(ConsumerRecords<byte[], byte[]> records) {
    return ingest(verdicts, records);
  }

  private Uni<Void> ingest(Flow flow, ConsumerRecords<byte[], byte[]> records) {
    return Uni.createFrom()
        .deferred(() -> ingested(flow, records))
        .onFailure()
        .invoke(this::standsStill);
  }

  private void standsStill(Throwable failure) {
    LOGGER.log(
        Level.ERROR,
        "event=ingestion-failed error={0}; the process ends, to be started again",
        failure.getClass().getName());
    fault.run();
  }

  private Uni<Void> ingested(Flow flow, ConsumerRecords<byte[], byte[]> records) {
    List<Incoming> batch = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      batch.add(incoming(record));
    }
    return flow.ingestor()
        .ingest(batch)
        .chain(
            dead ->
                Multi.createFrom()
                    .iterable(dead)
                    .onItem()
                    .transformToUniAndConcatenate(this::bury)
                    .collect()
                    .last())
        .call(() -> pause(flow.pace().after(records.count())))
        .replaceWithVoid();
  }

  private static Uni<Void> pause(Duration wait) {
    Uni<Void> done = Uni.createFrom().voidItem();
    return wait.isZero() ? done : done.onItem().delayIt().by(wait);
  }

  private static Incoming incoming(ConsumerRecord<byte[], byte[]> record) {
    Header type = record.headers().lastHeader(EventHeaders.TYPE);
    return new Incoming(
        record.topic(),
        record.partition(),
        record.offset(),
        type == null || type.value() == null
            ? null
            : new String(type.value(), StandardCharsets.UTF_8),
        record.key(),
        record.value());
  }

  /// Keeps a record for people.
  private Uni<Void> bury(DeadLetter letter) {
    RecordHeaders headers = new RecordHeaders();
    letter.headers(CONSUMER).forEach(headers::add);
    byte @Nullable [] kept = letter.keptValue();
    // A message has a payload.
    byte[] value = kept == null ? NOTHING : kept;
    OutgoingKafkaRecordMetadata<byte[]> metadata =
        OutgoingKafkaRecordMetadata.<byte[]>builder()
            .withKey(letter.keptKey())
            .withHeaders(headers)
            .build();
    // A failed batch would end the channel: as with the database, it waits for Kafka instead.
    return Uni.createFrom()
        .deferred(() -> deadLetters.sendMessage(Message.of(value).addMetadata(metadata)))
        .onFailure()
        .retry()
        .withBackOff(PAUSE_MIN, PAUSE_MAX)
        .indefinitely();
  }
}

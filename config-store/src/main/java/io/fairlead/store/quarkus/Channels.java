package io.fairlead.store.quarkus;

import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.store.ingest.DeadLetter;
import io.fairlead.store.ingest.Incoming;
import io.fairlead.store.ingest.Ingestor;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
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
/// handled is in the dead letters.
@ApplicationScoped
class Channels {
  private static final Duration PAUSE_MIN = Duration.ofMillis(100);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

  private final Ingestor ingestor;
  private final MutinyEmitter<byte[]> deadLetters;

  Channels(Ingestor ingestor, @Channel("fairlead-dead-letters") MutinyEmitter<byte[]> deadLetters) {
    this.ingestor = ingestor;
    this.deadLetters = deadLetters;
  }

  @org.eclipse.microprofile.reactive.messaging.Incoming("fairlead-sessions")
  Uni<Void> sessions(ConsumerRecords<byte[], byte[]> records) {
    return ingest(records);
  }

  @org.eclipse.microprofile.reactive.messaging.Incoming("fairlead-reports")
  Uni<Void> reports(ConsumerRecords<byte[], byte[]> records) {
    return ingest(records);
  }

  private Uni<Void> ingest(ConsumerRecords<byte[], byte[]> records) {
    List<Incoming> batch = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      batch.add(incoming(record));
    }
    return ingestor
        .ingest(batch)
        .chain(
            dead ->
                Multi.createFrom()
                    .iterable(dead)
                    .onItem()
                    .transformToUniAndConcatenate(this::bury)
                    .collect()
                    .last())
        .replaceWithVoid();
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

  /// Keeps a record for people, with where it was and why it could not be handled.
  private Uni<Void> bury(DeadLetter letter) {
    Incoming record = letter.record();
    RecordHeaders headers = new RecordHeaders();
    header(headers, "fairlead_source_topic", record.topic());
    header(headers, "fairlead_source_partition", Integer.toString(record.partition()));
    header(headers, "fairlead_source_offset", Long.toString(record.offset()));
    header(headers, "fairlead_source_type", record.type());
    header(headers, "fairlead_reason", letter.reason());
    OutgoingKafkaRecordMetadata<byte[]> metadata =
        OutgoingKafkaRecordMetadata.<byte[]>builder()
            .withKey(record.key())
            .withHeaders(headers)
            .build();
    byte[] value = record.value();
    // A failed batch would end the channel: as with the database, it waits for Kafka instead.
    return Uni.createFrom()
        .deferred(
            () ->
                deadLetters.sendMessage(
                    Message.of(value == null ? new byte[0] : value).addMetadata(metadata)))
        .onFailure()
        .retry()
        .withBackOff(PAUSE_MIN, PAUSE_MAX)
        .indefinitely();
  }

  private static void header(RecordHeaders headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }
}

package io.fairlead.store.publish;

import io.fairlead.contract.event.Publication;
import io.fairlead.contract.json.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes to Kafka in transactions under one fixed id: who begins last fences all before.
final class KafkaOutput implements AutoCloseable {
  static final String TRANSACTIONAL_ID = "fairlead-config-store-publisher";

  private final KafkaProducer<byte[], byte[]> producer;
  private final InstantSource clock;

  KafkaOutput(Map<String, String> kafka, InstantSource clock) {
    this.clock = clock;
    Map<String, Object> configuration = new HashMap<>(kafka);
    configuration.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
    configuration.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "60000");
    configuration.put(ProducerConfig.ACKS_CONFIG, "all");
    configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");
    configuration.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    configuration.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer =
        new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// Fences all earlier publishers and ends what they left open.
  void begin() {
    producer.initTransactions();
  }

  /// Writes all of it or nothing. After a failure this output is of no further use.
  ///
  /// @return where that is
  Written write(Publication publication, List<OutgoingRecord> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(records.size() + 1);
    producer.beginTransaction();
    for (OutgoingRecord record : records) {
      sent.add(send(record, publication.epoch()));
    }
    sent.add(send(OutgoingRecord.publication(Json.write(publication)), publication.epoch()));
    producer.commitTransaction();
    return Written.of(sent.stream().map(Future::resultNow).toList());
  }

  private Future<RecordMetadata> send(OutgoingRecord record, long epoch) {
    // A sending that fails later makes the commit fail.
    Future<RecordMetadata> sent = producer.send(record.toKafka(epoch, clock.instant()));
    if (sent.state() == Future.State.FAILED) {
      // The topic cannot be found: the next record would wait for it just as long.
      throw new KafkaException("cannot send", sent.exceptionNow());
    }
    return sent;
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}

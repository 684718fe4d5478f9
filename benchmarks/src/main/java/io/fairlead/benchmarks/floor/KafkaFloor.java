package io.fairlead.benchmarks.floor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Bare Kafka: records of the same size into a topic of the hub's own broker and out of it again,
/// acknowledged by all replicas as the hub's are.
public final class KafkaFloor {
  private static final String TOPIC = "benchmark-floor";
  private static final Duration POLL = Duration.ofMillis(100);

  private KafkaFloor() {}

  /// Sends that many records, and reads them while they are sent.
  ///
  /// @param partitions of the topic
  /// @param bytes of each record's value
  /// @return until the last is read
  public static Duration produceAndConsume(
      String bootstrapServers, int partitions, int records, int bytes) throws InterruptedException {
    Map<String, Object> admin =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin topics = Admin.create(admin)) {
      topics.createTopics(Set.of(new NewTopic(TOPIC, partitions, (short) 1))).all().get();
      try {
        return through(bootstrapServers, partitions, records, bytes);
      } finally {
        topics.deleteTopics(Set.of(TOPIC)).all().get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not take the floor's records", e.getCause());
    }
  }

  private static Duration through(String servers, int partitions, int records, int bytes)
      throws InterruptedException, ExecutionException {
    byte[] said = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(said);
    try (var producer = producer(servers);
        var consumer = consumer(servers)) {
      List<TopicPartition> parts = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        parts.add(new TopicPartition(TOPIC, partition));
      }
      consumer.assign(parts);
      consumer.seekToBeginning(parts);
      long begin = System.nanoTime();
      Thread sender = Thread.startVirtualThread(() -> send(producer, records, said));
      long read = 0;
      while (read < records) {
        read += consumer.poll(POLL).count();
      }
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      sender.join();
      return taken;
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, int records, byte[] said) {
    // Whether all arrived shows who reads them.
    for (int number = 0; number < records; number++) {
      byte[] key = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
      var _ = producer.send(new ProducerRecord<>(TOPIC, key, said));
    }
    producer.flush();
  }

  private static KafkaProducer<byte[], byte[]> producer(String servers) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            5),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String servers) {
    return new KafkaConsumer<>(
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}

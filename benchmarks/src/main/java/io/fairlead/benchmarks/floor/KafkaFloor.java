package io.fairlead.benchmarks.floor;

import io.fairlead.benchmarks.load.OpenLoop;
import io.fairlead.benchmarks.result.Latencies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
  private static final String TOPICS = "benchmark-floor-";

  /// A topic that is deleted stays for a while: each time another.
  private static final AtomicInteger TOPIC_NUMBER = new AtomicInteger();

  private static final int GATHERED_MILLIS = 5;
  private static final Duration POLL = Duration.ofMillis(100);

  private KafkaFloor() {}

  /// Sends that many records, and reads them while they are sent.
  ///
  /// @param partitions of the topic
  /// @param bytes of each record's value
  /// @return until the last is read
  public static Duration produceAndConsume(
      String bootstrapServers, int partitions, int records, int bytes) throws InterruptedException {
    return onTopic(
        bootstrapServers, partitions, parts -> through(bootstrapServers, parts, records, bytes));
  }

  /// Sends records at a steady rate, each on its way at once, and reads them meanwhile.
  ///
  /// @param perSecond how many
  /// @param partitions of the topic
  /// @param bytes of each record's value
  /// @return how long each took until it was read, from when it was due
  public static Latencies atRate(
      String bootstrapServers,
      int perSecond,
      int partitions,
      int bytes,
      Duration warmUp,
      Duration measured)
      throws InterruptedException {
    return onTopic(
        bootstrapServers,
        partitions,
        parts -> {
          try (var reader = new FloorReader(consumer(bootstrapServers), parts);
              var producer = producer(bootstrapServers, 0)) {
            byte[] said = new byte[bytes];
            settle(producer, parts);
            String topic = parts.getFirst().topic();
            return OpenLoop.run(
                    perSecond,
                    warmUp,
                    measured,
                    number -> {
                      var read = reader.read(number);
                      var _ = producer.send(new ProducerRecord<>(topic, key(number), said));
                      return read;
                    })
                .withoutFailures()
                .latencies();
          }
        });
  }

  private interface Work<T> {
    T on(List<TopicPartition> parts) throws InterruptedException;
  }

  private static <T> T onTopic(String bootstrapServers, int partitions, Work<T> work)
      throws InterruptedException {
    Map<String, Object> admin =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    String topic = TOPICS + TOPIC_NUMBER.incrementAndGet();
    try (Admin topics = Admin.create(admin)) {
      topics.createTopics(Set.of(new NewTopic(topic, partitions, (short) 1))).all().get();
      try {
        return work.on(parts(topic, partitions));
      } finally {
        topics.deleteTopics(Set.of(topic)).all().get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not take the floor's topic", e.getCause());
    }
  }

  private static Duration through(
      String servers, List<TopicPartition> parts, int records, int bytes)
      throws InterruptedException {
    byte[] said = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(said);
    try (var producer = producer(servers, GATHERED_MILLIS);
        var consumer = consumer(servers)) {
      consumer.assign(parts);
      consumer.seekToBeginning(parts);
      settle(producer, parts);
      for (long first = 0; first < parts.size(); ) {
        first += consumer.poll(POLL).count();
      }
      long begin = System.nanoTime();
      Thread sender =
          Thread.startVirtualThread(() -> send(producer, parts.getFirst().topic(), records, said));
      long read = 0;
      while (read < records) {
        read += consumer.poll(POLL).count();
      }
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      sender.join();
      return taken;
    }
  }

  private static List<TopicPartition> parts(String topic, int partitions) {
    return IntStream.range(0, partitions)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  private static byte[] key(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  /// One record into each partition, one after another: a topic is created before all its
  /// partitions have a leader, and what is sent in numbers meanwhile has to be sent again and
  /// again.
  private static void settle(KafkaProducer<byte[], byte[]> producer, List<TopicPartition> parts)
      throws InterruptedException {
    for (TopicPartition part : parts) {
      try {
        producer
            .send(new ProducerRecord<>(part.topic(), part.partition(), key(-1), new byte[0]))
            .get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("Kafka does not take the floor's records", e.getCause());
      }
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, int records, byte[] said) {
    // Whether all arrived shows who reads them.
    for (int number = 0; number < records; number++) {
      var _ = producer.send(new ProducerRecord<>(topic, key(number), said));
    }
    producer.flush();
  }

  private static KafkaProducer<byte[], byte[]> producer(String servers, int lingerMillis) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            lingerMillis),
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

package io.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class BrokerTest {
  private static final String TOPIC = "numbers";

  @TempDir Path directory;

  @Test
  void keeps_its_topics_and_port_over_a_restart() throws Exception {
    // Given
    int port;
    try (var broker = Broker.start(Broker.Settings.forTests(directory))) {
      port = broker.port();
      createTopic(broker);
      write(broker, "1");
    }

    // When
    try (var again = Broker.start(Broker.Settings.forTests(directory))) {

      // Then
      assertThat(again.port()).isEqualTo(port);
      assertThat(read(again, 1)).containsExactly("1");
    }
  }

  @Test
  void has_what_it_confirmed_after_a_kill() throws Exception {
    // Given
    try (var broker = Broker.start(Broker.Settings.forTests(directory))) {
      createTopic(broker);
      write(broker, "1");
      write(broker, "2");

      // When
      broker.kill();
      broker.restart();

      // Then
      assertThat(read(broker, 2)).containsExactly("1", "2");
    }
  }

  @Test
  void waits_for_the_broker_of_a_killed_parent_to_let_go_of_its_data() throws Exception {
    // Given
    var settings = Broker.Settings.forTests(directory);
    Broker.start(settings).close();
    try (var predecessor =
        FileChannel.open(
            directory.resolve("data/.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock held = predecessor.lock();
      var starting = CompletableFuture.supplyAsync(() -> Broker.start(settings));
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> Files.readString(settings.log()).contains(BrokerMain.DATA_IN_USE));

      // When
      held.release();

      // Then
      assertThat(starting).succeedsWithin(Duration.ofSeconds(60));
      starting.join().close();
    }
  }

  @Test
  void is_empty_on_the_same_port_after_a_wipe() throws Exception {
    // Given
    try (var broker = Broker.start(Broker.Settings.forTests(directory))) {
      createTopic(broker);
      int port = broker.port();

      // When
      broker.wipe();

      // Then
      assertThat(broker.port()).isEqualTo(port);
      try (var admin = admin(broker)) {
        assertThat(admin.listTopics().names().get()).isEmpty();
      }
    }
  }

  @Test
  void does_not_make_topics_that_nobody_created() throws Exception {
    // Given
    try (var broker = Broker.start(Broker.Settings.forTests(directory));
        var producer = producer(broker, Map.of("max.block.ms", 1_000))) {

      // When
      var outcome = producer.send(new ProducerRecord<>("misspelt", "1"));

      // Then
      assertThat(outcome).failsWithin(Duration.ofSeconds(10));
      try (var admin = admin(broker)) {
        assertThat(admin.listTopics().names().get()).isEmpty();
      }
    }
  }

  @Test
  void takes_little_disk_and_stops_quickly() throws Exception {
    // Given
    var broker = Broker.start(Broker.Settings.forTests(directory));
    createTopic(broker);
    write(broker, "1");
    var stopwatch = System.nanoTime();

    // When
    broker.close();

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - stopwatch)).isLessThan(Duration.ofSeconds(5));
    assertThat(bytesUnder(directory)).isLessThan(64L << 20);
  }

  @Test
  void refuses_a_second_user_of_its_directory() {
    // Given
    try (var first = Broker.start(Broker.Settings.forTests(directory))) {
      assertThat(first.pid()).isPositive();

      // When
      var second =
          assertThatExceptionOfType(StartException.class)
              .isThrownBy(() -> Broker.start(Broker.Settings.forTests(directory)));

      // Then
      second.withMessage("data directory %s is in use by another process", directory);
    }
  }

  @Test
  void says_that_its_port_is_in_use() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral(Ports.LOOPBACK))) {
      // Given
      int port = taken.getLocalPort();
      var settings = new Broker.Settings(directory, port, directory.resolve("log"), List.of());

      // When
      var refusal =
          assertThatExceptionOfType(StartException.class).isThrownBy(() -> Broker.start(settings));

      // Then
      refusal.withMessage("port %d of the Kafka broker is in use on 127.0.0.1", port);
    }
  }

  private static Admin admin(Broker broker) {
    return Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static void createTopic(Broker broker) throws ExecutionException, InterruptedException {
    try (var admin = admin(broker)) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
  }

  private static KafkaProducer<String, String> producer(Broker broker, Map<String, Object> more) {
    var settings = new java.util.HashMap<String, Object>(more);
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("acks", "all");
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static void write(Broker broker, String value)
      throws ExecutionException, InterruptedException {
    try (var producer = producer(broker, Map.of())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  private static List<String> read(Broker broker, int count) {
    var values = new ArrayList<String>();
    var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Awaitility.await()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
                return values.size() >= count;
              });
    }
    return values;
  }

  private static long bytesUnder(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}

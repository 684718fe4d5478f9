package io.fairlead.benchmarks.floor;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.Stores;

/// A process that does nothing but hold a topic in a global store of Kafka Streams on disk. Says
/// when it has all of it, and ends in order when it is told to or its standard input is closed.
public final class GlobalStoreMain {
  /// Its line when it has all of the topic.
  static final String READY = "global-store-ready";

  private static final Duration CLOSE = Duration.ofSeconds(10);
  private static final String STORE = "rows";

  private GlobalStoreMain() {}

  /// Runs until it is told to end.
  ///
  /// @param arguments Kafka's bootstrap servers, the topic, the directory of the store
  public static void main(String[] arguments) throws IOException {
    StreamsBuilder builder = new StreamsBuilder();
    var _ =
        builder.globalTable(
            arguments[1],
            Consumed.with(Serdes.Bytes(), Serdes.ByteArray()),
            Materialized.<Bytes, byte[]>as(Stores.persistentKeyValueStore(STORE)));
    KafkaStreams streams = new KafkaStreams(builder.build(), settings(arguments[0], arguments[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(CLOSE), "close"));
    // Returns when the store has all that is in the topic.
    streams.start();
    System.out.println(READY);
    while (System.in.read() >= 0) {
      // Nothing is said to it.
    }
    System.exit(0);
  }

  private static Properties settings(String servers, String directory) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "benchmark-floor");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory);
    settings.put(
        StreamsConfig.globalConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
        "read_committed");
    // It is filled one partition after another, and the request behind the last record of one keeps
    // that of the next waiting so long.
    settings.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 10);
    return settings;
  }
}

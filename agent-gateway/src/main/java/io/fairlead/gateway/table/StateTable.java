package io.fairlead.gateway.table;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.streams.DeadLetterSink;
import io.fairlead.streams.StoreMemory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// One run of Kafka Streams over the table's files. Thread-safe for reading; reads fail once it is
/// closed.
///
/// Rows are flushed, and only then their offsets noted, once both topics were restored and when the
/// run is closed; in between every [#NOTED_EVERY], where ten thousand records have come since. So
/// what a run leaves that was killed lacks these records at most, and they are read again.
final class StateTable implements AutoCloseable {
  private static final Duration RESTORE_PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final Duration NOTED_EVERY = Duration.ofSeconds(5);
  private static final long MIB = 1024 * 1024L;

  /// Two stores, which are filled one after another: nearly all is in one of them, so that its
  /// buffers may be large.
  private static final StoreMemory MEMORY =
      StoreMemory.of(128 * MIB, 64 * MIB, 24 * MIB).mergingFrom(8);

  /// What a run is told of and tells.
  ///
  /// @param moved run before the first record of a newer epoch is applied
  record Wiring(
      TableListener changes,
      DeadLetterSink letters,
      StateRestoreListener progress,
      Runnable moved) {}

  private final KafkaStreams streams;
  private final NewestEpoch newestEpoch;
  private final TableBarrier barrier;
  private final ReadOnlyKeyValueStore<Bytes, byte[]> configurations;
  private final ReadOnlyKeyValueStore<Bytes, byte[]> clusters;

  private StateTable(KafkaStreams streams, NewestEpoch newestEpoch, TableBarrier barrier) {
    this.streams = streams;
    this.newestEpoch = newestEpoch;
    this.barrier = barrier;
    this.configurations = store(streams, TableTopology.CONFIGURATIONS);
    this.clusters = store(streams, TableTopology.CLUSTERS);
  }

  /// Opens the files and reads both topics from where they left off, or from the beginning, to
  /// their ends of now. Returns when that is done.
  ///
  /// @param connection how Kafka is reached, by its own properties
  /// @param epoch that the table is of
  /// @param barrier to be told how far the table has read; closed with it
  /// @throws RuntimeException when it cannot be done now; the files stay usable
  static StateTable open(
      Map<String, String> connection,
      Path directory,
      long epoch,
      TableBarrier barrier,
      Wiring wiring) {
    var newestEpoch = new NewestEpoch(epoch, wiring.moved());
    KafkaStreams streams =
        new KafkaStreams(
            TableTopology.of(wiring.changes(), newestEpoch, wiring.letters()),
            properties(connection, directory),
            new TableClients(barrier));
    try {
      streams.setGlobalStateRestoreListener(wiring.progress());
      // Whoever keeps the table sees that it died, and opens it again.
      streams.setUncaughtExceptionHandler(_ -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
      streams.start();
      return new StateTable(streams, newestEpoch, barrier);
    } catch (RuntimeException e) {
      barrier.close();
      streams.close(CLOSE_LIMIT);
      throw e;
    }
  }

  private static Properties properties(Map<String, String> connection, Path directory) {
    Properties properties = new Properties();
    properties.putAll(connection);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "fairlead-agent-gateway");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, RESTORE_PATIENCE.toMillis());
    properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, NOTED_EVERY.toMillis());
    MEMORY.share(properties);
    // The publisher writes in transactions: what it has not committed does not exist.
    properties.put(
        StreamsConfig.globalConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
        "read_committed");
    return properties;
  }

  private static ReadOnlyKeyValueStore<Bytes, byte[]> store(KafkaStreams streams, String name) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore()));
  }

  /// Whether it follows its topics.
  boolean isAlive() {
    return streams.state().isRunningOrRebalancing();
  }

  /// The newest epoch it has seen a record of. To be read after what it is to vouch for.
  long newestEpoch() {
    return newestEpoch.get();
  }

  /// Completes once it includes all of a cluster that is committed now.
  CompletionStage<Void> upToDate(ResourceId cluster) {
    return barrier.pass(TableBarrier.partition(cluster));
  }

  Optional<byte[]> configuration(String key) {
    return Optional.ofNullable(configurations.get(bytes(key)));
  }

  Optional<ClusterRow> cluster(ResourceId cluster) {
    return Optional.ofNullable(clusters.get(bytes(cluster.key()))).map(ClusterRow::read);
  }

  /// All configurations of a cluster. To be closed.
  KeyValueIterator<Bytes, byte[]> configurationsOf(ResourceId cluster) {
    return configurations.prefixScan(bytes(cluster.key() + "/"), new BytesSerializer());
  }

  private static Bytes bytes(String key) {
    return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
  }

  /// Stops following and closes the files.
  ///
  /// @return whether all it has read is in them now
  boolean closeCleanly() {
    boolean followed = isAlive();
    barrier.close();
    return streams.close(CLOSE_LIMIT) && followed && streams.state() == State.NOT_RUNNING;
  }

  @Override
  public void close() {
    boolean _ = closeCleanly();
  }
}

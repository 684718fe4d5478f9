package io.fairlead.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

class StoreMemoryTest {
  private static final long MIB = 1024 * 1024L;

  @Test
  void all_stores_share_one_cache_out_of_which_their_write_buffers_come() {
    // Given
    Map<String, Object> configs = settings(StoreMemory.of(8 * MIB, 4 * MIB, MIB));
    var setter = new StoreMemory.Setter();
    try (var one = options();
        var other = options()) {
      // When
      setter.setConfig("one", one, configs);
      setter.setConfig("other", other, configs);

      // Then
      assertThat(one.writeBufferManager()).isSameAs(other.writeBufferManager());
      assertThat(one.writeBufferSize()).isEqualTo(MIB);
      assertThat(one.maxWriteBufferNumber()).isEqualTo(2);
    }
  }

  @Test
  void stores_merge_as_often_as_is_said() {
    // Given
    Map<String, Object> configs = settings(StoreMemory.of(8 * MIB, 4 * MIB, MIB).mergingFrom(8));
    try (var one = options()) {
      // When
      new StoreMemory.Setter().setConfig("one", one, configs);

      // Then
      assertThat(one.level0FileNumCompactionTrigger()).isEqualTo(8);
      assertThat(one.writeBufferSize()).isEqualTo(MIB);
    }
  }

  @Test
  void a_read_needs_a_small_part_of_the_index_however_large_the_file_is(@TempDir Path directory)
      throws RocksDBException {
    // Given: one file with an index of a megabyte, of a store that caches half of one in a place
    Map<String, Object> configs = settings(StoreMemory.of(32 * MIB, 8 * MIB, 4 * MIB));
    int rows = 20_000;
    int reads = 500;
    try (var options = options();
        var statistics = new Statistics()) {
      new StoreMemory.Setter().setConfig("large", options, configs);
      options
          .setCreateIfMissing(true)
          .setCompactionStyle(CompactionStyle.UNIVERSAL)
          .setCompressionType(CompressionType.NO_COMPRESSION)
          .setStatistics(statistics);
      try (var store = RocksDB.open(options, directory.toString())) {
        for (int row = 0; row < rows; row++) {
          store.put(key(row), new byte[1_000]);
        }
        store.compactRange();
        long before = statistics.getTickerCount(TickerType.BLOCK_CACHE_INDEX_BYTES_INSERT);

        // When
        for (int read = 0; read < reads; read++) {
          assertThat(store.get(key((int) (read * 7_919L % rows)))).hasSize(1_000);
        }

        // Then
        long indexBytes =
            statistics.getTickerCount(TickerType.BLOCK_CACHE_INDEX_BYTES_INSERT) - before;
        assertThat(indexBytes).isLessThan(reads * 8L * 1024L);
      }
    }
  }

  @Test
  void a_store_that_cannot_find_it_is_not_opened_without_bounds() {
    try (var options = options()) {
      assertThatThrownBy(() -> new StoreMemory.Setter().setConfig("one", options, Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("fairlead.store.memory");
    }
  }

  @Test
  void kafka_streams_hands_it_to_its_stores(@TempDir Path directory) {
    // Given
    var streams = new Properties();
    streams.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    streams.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    streams.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    StoreMemory.of(8 * MIB, 4 * MIB, MIB).share(streams);

    // When
    try (var driver = new TopologyTestDriver(keeping("store"), streams)) {
      driver
          .createInputTopic("topic", new ByteArraySerializer(), new ByteArraySerializer())
          .pipeInput(new byte[] {1}, new byte[] {2});

      // Then
      KeyValueStore<byte[], byte[]> store = driver.getKeyValueStore("store");
      assertThat(store.get(new byte[] {1})).containsExactly(2);
    }
  }

  /// What a store is set up with that has its part of this memory.
  private static Map<String, Object> settings(StoreMemory memory) {
    var streams = new Properties();
    memory.share(streams);
    Map<String, Object> configs = new HashMap<>();
    streams.forEach((name, value) -> configs.put((String) name, value));
    return configs;
  }

  /// As long as the keys of configurations are.
  private static byte[] key(int row) {
    return ("/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourcegroups/ships/providers"
            + "/microsoft.kubernetes/connectedclusters/ship/providers"
            + "/microsoft.kubernetesconfiguration/fluxconfigurations/%06d".formatted(row))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Options options() {
    var options = new Options();
    options.setTableFormatConfig(new BlockBasedTableConfig());
    return options;
  }

  private static Topology keeping(String name) {
    return new Topology()
        .addGlobalStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                .withLoggingDisabled(),
            "source",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            "topic",
            "keeper",
            () -> new Keeper(name));
  }

  /// Keeps what it is given.
  private static final class Keeper implements Processor<byte[], byte[], Void, Void> {
    private final String name;
    private @Nullable KeyValueStore<byte[], byte[]> store;

    private Keeper(String name) {
      this.name = name;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      store = context.getStateStore(name);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      Objects.requireNonNull(store).put(record.key(), record.value());
    }
  }
}

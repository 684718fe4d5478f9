package io.fairlead.streams;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// Keeps the memory outside the heap small: all stores of all tasks together have one cache, out of
/// which their write buffers come too. Reads mostly come from the operating system's cache.
///
/// To be made once in a process and never closed: every store is opened with it. Thread-safe.
public final class StoreMemory {
  /// The setting by which a store finds this.
  private static final String SETTING = "fairlead.store.memory";

  private static final int WRITE_BUFFERS = 2;
  private static final int KEYS_BETWEEN_WHOLE_ONES = 16;

  /// As RocksDB does it unless told otherwise.
  private static final int USUAL_RUNS = 4;

  private final LRUCache cache;
  private final WriteBufferManager buffers;
  private final long oneWriteBufferBytes;
  private final int runs;

  private StoreMemory(
      LRUCache cache, WriteBufferManager buffers, long oneWriteBufferBytes, int runs) {
    this.cache = cache;
    this.buffers = buffers;
    this.oneWriteBufferBytes = oneWriteBufferBytes;
    this.runs = runs;
  }

  /// The memory of a process.
  ///
  /// @param allBytes for all stores together
  /// @param writeBuffersBytes what write buffers may take of that
  /// @param oneWriteBufferBytes a store's buffer of this size is written to disk
  public static StoreMemory of(long allBytes, long writeBuffersBytes, long oneWriteBufferBytes) {
    RocksDB.loadLibrary();
    var cache = new LRUCache(allBytes);
    return new StoreMemory(
        cache, new WriteBufferManager(writeBuffersBytes, cache), oneWriteBufferBytes, USUAL_RUNS);
  }

  /// The same memory, for stores that merge what they wrote less often: a table that is filled is
  /// written fewer times, and a read has to look into more runs, most of which their filters rule
  /// out.
  ///
  /// @param sortedRuns so many are merged; at least 2
  public StoreMemory mergingFrom(int sortedRuns) {
    return new StoreMemory(cache, buffers, oneWriteBufferBytes, sortedRuns);
  }

  /// Has the stores of a run of Kafka Streams share this.
  ///
  /// @param streams the settings of the run; added to
  public void share(Properties streams) {
    streams.put(SETTING, this);
    streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, Setter.class.getName());
  }

  private void bound(Options options) {
    var table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(cache);
    table.setCacheIndexAndFilterBlocks(true);
    // In parts, and of long keys only what differs: a file's whole index soon is larger than a
    // sixty-fourth of the cache, more than that never keeps, and would be read again by each get.
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setPartitionFilters(true);
    table.setIndexBlockRestartInterval(KEYS_BETWEEN_WHOLE_ONES);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(buffers);
    options.setWriteBufferSize(oneWriteBufferBytes);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    options.setLevel0FileNumCompactionTrigger(runs);
  }

  /// Made by Kafka Streams for each store, by its name.
  public static final class Setter implements RocksDBConfigSetter {
    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      if (!(configs.get(SETTING) instanceof StoreMemory memory)) {
        throw new IllegalStateException("settings of Kafka Streams lack " + SETTING);
      }
      memory.bound(options);
    }

    @Override
    public void close(String storeName, Options options) {
      // What is shared lives as long as the process.
    }
  }
}

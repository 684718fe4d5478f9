package io.fairlead.engine.run;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// Keeps the memory outside the heap small: all stores of all tasks together have one cache, out of
/// which their write buffers come too. Reads mostly come from the operating system's cache.
public final class BoundedRocksMemory implements RocksDBConfigSetter {
  private static final long ALL_BYTES = 48 * 1024 * 1024L;
  private static final long WRITE_BUFFERS_BYTES = 24 * 1024 * 1024L;
  private static final long ONE_WRITE_BUFFER_BYTES = 2 * 1024 * 1024L;
  private static final int WRITE_BUFFERS = 2;

  /// For the whole process, and never closed: every store is opened with it.
  private static final Shared SHARED = Shared.create();

  private record Shared(LRUCache cache, WriteBufferManager buffers) {
    static Shared create() {
      RocksDB.loadLibrary();
      var cache = new LRUCache(ALL_BYTES);
      return new Shared(cache, new WriteBufferManager(WRITE_BUFFERS_BYTES, cache));
    }
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    var table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(SHARED.cache());
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(SHARED.buffers());
    options.setWriteBufferSize(ONE_WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
  }

  @Override
  public void close(String storeName, Options options) {
    // What is shared lives as long as the process.
  }
}

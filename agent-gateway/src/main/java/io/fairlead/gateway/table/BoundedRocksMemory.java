package io.fairlead.gateway.table;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/// Keeps the memory outside the heap small: with two stores, at most some 64 MiB of write buffers
/// besides their block caches. Reads mostly come from the operating system's cache.
public final class BoundedRocksMemory implements RocksDBConfigSetter {
  private static final long WRITE_BUFFER_BYTES = 8 * 1024 * 1024L;
  private static final int WRITE_BUFFERS = 2;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
  }

  @Override
  public void close(String storeName, Options options) {
    // Nothing was allocated here.
  }
}

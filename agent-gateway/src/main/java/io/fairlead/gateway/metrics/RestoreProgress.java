package io.fairlead.gateway.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/// How far the table has been restored. Thread-safe.
final class RestoreProgress implements StateRestoreListener {
  private record Range(long at, long end) {}

  private final Map<TopicPartition, Range> ranges = new ConcurrentHashMap<>();
  private final AtomicLong restored = new AtomicLong();

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
    ranges.put(partition, new Range(start, end));
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long batchEnd, long count) {
    restored.addAndGet(count);
    ranges.computeIfPresent(partition, (_, range) -> new Range(batchEnd, range.end()));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    ranges.remove(partition);
  }

  long remaining() {
    return ranges.values().stream().mapToLong(range -> Math.max(0, range.end() - range.at())).sum();
  }

  long restored() {
    return restored.get();
  }
}

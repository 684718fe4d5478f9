package io.fairlead.benchmarks.floor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/// Reads records while they are sent, and tells when it has each. Thread-safe.
final class FloorReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Long, Promise<Void>> awaited = new ConcurrentHashMap<>();
  private final Thread thread;

  /// Begins to read.
  ///
  /// @param consumer belongs to this from now on
  FloorReader(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = Thread.ofPlatform().name("floor-reader").daemon().start(this::run);
  }

  /// Completes when the record of that number is read; to be asked before it is sent.
  Future<Void> read(long number) {
    return awaited.computeIfAbsent(number, absent -> Promise.promise()).future();
  }

  private void run() {
    try {
      while (true) {
        consumer.poll(POLL).forEach(record -> got(record.key()));
      }
    } catch (WakeupException end) {
      // It is to stop.
    } finally {
      consumer.close();
    }
  }

  private void got(byte[] key) {
    Promise<Void> promise =
        awaited.remove(Long.parseLong(new String(key, StandardCharsets.US_ASCII)));
    if (promise != null) {
      promise.complete();
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

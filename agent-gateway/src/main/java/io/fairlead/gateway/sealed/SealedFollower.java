package io.fairlead.gateway.sealed;

import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.secret.SealedSettings;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.contract.topic.Topic;
import io.fairlead.streams.DeadLetterSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads all sealed settings that Kafka has, from the beginning, into the memory. One thread, which
/// begins anew after every failure. Thread-safe.
final class SealedFollower implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(SealedFollower.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CATCH_UP_POLL = Duration.ofMillis(20);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
  private static final Duration WAIT_LIMIT = Duration.ofSeconds(10);
  private static final List<TopicPartition> PARTITIONS =
      IntStream.range(0, Topic.PROTECTED_SETTINGS.partitions())
          .mapToObj(part -> new TopicPartition(Topic.PROTECTED_SETTINGS.topicName(), part))
          .toList();

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final SealedMemory memory;
  private final DeadLetterSink letters;
  private final InstantSource clock;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Queue<CompletableFuture<Void>> arriving = new ConcurrentLinkedQueue<>();
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private volatile @Nullable Consumer<byte[], byte[]> consumer;

  SealedFollower(
      Supplier<Consumer<byte[], byte[]>> consumers,
      SealedMemory memory,
      DeadLetterSink letters,
      InstantSource clock) {
    this.consumers = consumers;
    this.memory = memory;
    this.letters = letters;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("sealed-follower").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /// Completes once the memory has all that was committed when this was called; fails when that
  /// takes too long.
  CompletionStage<Void> upToDate() {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    arriving.add(answer);
    wakeUp();
    return answer.orTimeout(WAIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void wakeUp() {
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void run() {
    try {
      do {
        // What is too old is forgotten also while Kafka cannot be read.
        memory.expire(clock.instant());
        readOnce();
      } while (!stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException | InterruptException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void readOnce() {
    try (Consumer<byte[], byte[]> opened = consumers.get()) {
      consumer = opened;
      opened.assign(PARTITIONS);
      opened.seekToBeginning(PARTITIONS);
      while (!isStopping()) {
        try {
          catchUp(opened);
        } catch (WakeupException _) {
          LOGGER.trace("somebody waits");
        }
      }
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      LOGGER.warn("sealed settings not read reason={}", e.toString());
    } finally {
      consumer = null;
    }
  }

  /// Reads what there is, for those who wait as far as the topic reaches now.
  private void catchUp(Consumer<byte[], byte[]> reader) {
    for (var next = arriving.poll(); next != null; next = arriving.poll()) {
      waiting.add(next);
    }
    if (waiting.isEmpty()) {
      poll(reader, POLL);
      return;
    }
    List<CompletableFuture<Void>> served = List.copyOf(waiting);
    Map<TopicPartition, Long> ends = reader.endOffsets(PARTITIONS);
    // A position passes the marks of transactions too, which no record shows.
    while (!isStopping()
        && ends.entrySet().stream()
            .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
      poll(reader, CATCH_UP_POLL);
    }
    waiting.subList(0, served.size()).clear();
    served.forEach(answer -> answer.complete(null));
  }

  private void poll(Consumer<byte[], byte[]> reader, Duration limit) {
    Instant now = clock.instant();
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(limit)) {
      byte @Nullable [] value = record.value();
      if (value != null) {
        take(record, value, now);
      }
    }
    memory.expire(now);
  }

  private void take(ConsumerRecord<byte[], byte[]> record, byte[] value, Instant now) {
    try {
      memory.take(Json.read(value, SealedSettings.class), now);
    } catch (UnreadableJsonException e) {
      // Without the value: the dead letters keep what they get for longer than this may be kept.
      letters.accept(
          new DeadLetter(
              new DeadLetter.Origin(record.topic(), record.partition(), record.offset()),
              record.key(),
              null,
              String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    stopping.countDown();
    wakeUp();
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        LOGGER.warn("sealed follower did not stop in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.fairlead.gateway.kafka;

import io.fairlead.streams.HubUnavailableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes records to Kafka in the order given, of each key; those that are not urgent wait for each
/// other.
///
/// A producer may block while Kafka is away, and may not even come into being before Kafka's name
/// resolves, so that one thread of its own makes it and feeds it from a queue that is bounded in
/// records and bytes. What does not fit, or cannot be handed over in time, fails. Thread-safe.
final class RecordWriter implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RecordWriter.class);
  private static final int MAX_QUEUED = 16_384;
  private static final long MAX_QUEUED_BYTES = 32 * 1024 * 1024L;
  private static final Duration SHORTEST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

  /// Where a writer's producers come from.
  ///
  /// @param producers makes a producer; asked again when that failed, or the producer did for good
  /// @param patience how long a record may wait until a producer takes it. What the producer then
  ///     takes is its own setting
  /// @param gathering how long what is not urgent waits for others like it
  record Lane(
      Supplier<Producer<byte[], byte[]>> producers, Duration patience, Duration gathering) {}

  private record Outgoing(
      ProducerRecord<byte[], byte[]> record,
      int bytes,
      boolean urgent,
      long deadlineNanos,
      BooleanSupplier withdrawn,
      CompletableFuture<Long> confirmed) {

    boolean isOverdue() {
      return System.nanoTime() - deadlineNanos > 0;
    }
  }

  private final String name;
  private final Lane lane;
  private final BlockingQueue<Outgoing> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicLong unconfirmed = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile boolean ended;

  // Of the writer's thread alone.
  private final SequencedMap<ByteBuffer, Outgoing> gathered = new LinkedHashMap<>();
  private long gatheredNanos;
  private @Nullable Outgoing inHand;
  private @Nullable Producer<byte[], byte[]> producer;
  private Duration backoff = SHORTEST_BACKOFF;
  private long nextAttemptNanos = System.nanoTime();

  /// The producer that will never write again, as a confirmation told.
  private volatile @Nullable Producer<byte[], byte[]> failed;

  RecordWriter(String name, Lane lane) {
    this.name = name;
    this.lane = lane;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Whether it writes. It only ends by [#stop()], by [#close()], or by a fault.
  boolean isAlive() {
    return thread.isAlive();
  }

  /// Records that Kafka has not confirmed yet.
  long unconfirmed() {
    return unconfirmed.get();
  }

  /// Writes a record.
  ///
  /// @return completes with the record's offset once all replicas have it
  CompletableFuture<Long> write(ProducerRecord<byte[], byte[]> record) {
    return write(record, () -> false);
  }

  /// Writes a record that is not urgent: it waits a while for others like it, so that
  /// whoever reads them is woken once for many. The next record of its key is written after it.
  ///
  /// @param record has a key
  /// @return completes with the record's offset once all replicas have it
  CompletableFuture<Long> writeGathered(ProducerRecord<byte[], byte[]> record) {
    return write(record, false, () -> false);
  }

  /// Writes a record unless it is withdrawn before a producer has it; that fails it.
  ///
  /// @param withdrawn asked on the writer's thread; must be quick
  CompletableFuture<Long> write(ProducerRecord<byte[], byte[]> record, BooleanSupplier withdrawn) {
    return write(record, true, withdrawn);
  }

  private CompletableFuture<Long> write(
      ProducerRecord<byte[], byte[]> record, boolean urgent, BooleanSupplier withdrawn) {
    if (stopping || ended) {
      return CompletableFuture.failedFuture(new HubUnavailableException("stopped"));
    }
    int bytes = record.value() == null ? 0 : record.value().length;
    if (queuedBytes.addAndGet(bytes) > MAX_QUEUED_BYTES) {
      queuedBytes.addAndGet(-bytes);
      return CompletableFuture.failedFuture(new HubUnavailableException("too much waits"));
    }
    Duration patience = urgent ? lane.patience() : lane.patience().plus(lane.gathering());
    var outgoing =
        new Outgoing(
            record,
            bytes,
            urgent,
            System.nanoTime() + patience.toNanos(),
            withdrawn,
            new CompletableFuture<>());
    unconfirmed.incrementAndGet();
    var _ = outgoing.confirmed().whenComplete((_, _) -> unconfirmed.decrementAndGet());
    if (!queue.offer(outgoing)) {
      queuedBytes.addAndGet(-bytes);
      outgoing.confirmed().completeExceptionally(new HubUnavailableException("too many wait"));
    } else if (ended) {
      // The thread may have ended after it was looked at, and left this one in the queue.
      failQueued();
    }
    return outgoing.confirmed();
  }

  private void run() {
    try {
      while (!stopping || !queue.isEmpty()) {
        take(queue.poll(100, TimeUnit.MILLISECONDS));
        if (System.nanoTime() - gatheredNanos >= lane.gathering().toNanos()) {
          passGathered();
        }
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("closed");
      }
      passGathered();
      if (producer != null) {
        producer.flush();
      }
    } catch (InterruptedException | InterruptException _) {
      // Closing ran out of time: what still waits fails below.
      LOGGER.debug("writer interrupted name={}", name);
    } finally {
      ended = true;
      // A producer asked to close by an interrupted thread throws instead.
      Thread.interrupted();
      discardProducer();
      if (inHand != null) {
        fail(inHand);
      }
      gathered.values().forEach(RecordWriter::fail);
      failQueued();
    }
  }

  private void take(@Nullable Outgoing next) throws InterruptedException {
    if (next == null) {
      return;
    }
    queuedBytes.addAndGet(-next.bytes());
    if (next.record().key() == null) {
      pass(next);
      return;
    }
    ByteBuffer key = ByteBuffer.wrap(next.record().key());
    if (gathered.isEmpty()) {
      gatheredNanos = System.nanoTime();
    }
    // There first: should the one before it be interrupted, it fails with the others.
    Outgoing before = gathered.put(key, next);
    if (before != null) {
      pass(before);
    }
    if (next.urgent()) {
      gathered.remove(key);
      pass(next);
    }
  }

  private void passGathered() throws InterruptedException {
    while (!gathered.isEmpty()) {
      pass(gathered.pollFirstEntry().getValue());
    }
  }

  private void pass(Outgoing next) throws InterruptedException {
    inHand = next;
    handOver(next);
    inHand = null;
  }

  private void failQueued() {
    for (Outgoing left = queue.poll(); left != null; left = queue.poll()) {
      queuedBytes.addAndGet(-left.bytes());
      fail(left);
    }
  }

  private static void fail(Outgoing left) {
    left.confirmed().completeExceptionally(new HubUnavailableException("stopped"));
  }

  private void handOver(Outgoing next) throws InterruptedException {
    if (producer != null && producer == failed) {
      discardProducer();
    }
    while (producer == null && !next.isOverdue()) {
      makeProducer(next.deadlineNanos());
    }
    if (next.withdrawn().getAsBoolean()) {
      next.confirmed().completeExceptionally(new CancellationException("withdrawn"));
    } else if (producer == null || next.isOverdue()) {
      next.confirmed().completeExceptionally(new HubUnavailableException("waited too long"));
    } else {
      send(producer, next);
    }
  }

  /// Tries to make a producer when it is time for it, and until then or the deadline does nothing.
  private void makeProducer(long deadlineNanos) throws InterruptedException {
    long now = System.nanoTime();
    long untilAttempt = nextAttemptNanos - now;
    long untilDeadline = deadlineNanos - now;
    if (untilAttempt > 0) {
      TimeUnit.NANOSECONDS.sleep(Math.clamp(untilDeadline + 1, 1, untilAttempt));
      return;
    }
    try {
      producer = lane.producers().get();
      backoff = SHORTEST_BACKOFF;
    } catch (KafkaException e) {
      // Such as a name that does not resolve yet.
      LOGGER.warn("no producer name={} retryIn={} reason={}", name, backoff, reason(e));
      nextAttemptNanos = System.nanoTime() + backoff.toNanos();
      Duration doubled = backoff.multipliedBy(2);
      backoff = doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
    }
  }

  private static String reason(KafkaException failure) {
    return failure.getCause() == null ? failure.toString() : failure.getCause().toString();
  }

  private void send(Producer<byte[], byte[]> with, Outgoing next) {
    try {
      var _ =
          with.send(
              next.record(),
              (metadata, failure) -> {
                if (failure == null) {
                  next.confirmed().complete(metadata.offset());
                } else {
                  if (isForGood(failure)) {
                    failed = with;
                  }
                  next.confirmed().completeExceptionally(failure);
                }
              });
    } catch (InterruptException e) {
      next.confirmed().completeExceptionally(e);
      throw e;
    } catch (RetriableException e) {
      next.confirmed().completeExceptionally(e);
    } catch (RuntimeException e) {
      LOGGER.error("producer failed, making another name={}", name, e);
      next.confirmed().completeExceptionally(e);
      discardProducer();
    }
  }

  /// After these a producer fails whatever it is given, without throwing.
  private static boolean isForGood(Exception failure) {
    return failure instanceof ClusterAuthorizationException
        || failure instanceof ProducerFencedException
        || failure instanceof UnsupportedVersionException;
  }

  private void discardProducer() {
    Producer<byte[], byte[]> discarded = producer;
    producer = null;
    if (discarded != null) {
      nextAttemptNanos = System.nanoTime() + backoff.toNanos();
      try {
        discarded.close(Duration.ZERO);
      } catch (KafkaException e) {
        LOGGER.warn("producer did not close name={} reason={}", name, e.toString());
      }
    }
  }

  /// Takes nothing more, and ends once what waits is written.
  void stop() {
    stopping = true;
  }

  /// Waits until it has ended.
  ///
  /// @return whether that came true in time
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return thread.join(limit);
  }

  /// Ends at once; what waits fails.
  @Override
  public void close() {
    // In this order, or what waits might still be written.
    thread.interrupt();
    stopping = true;
  }
}

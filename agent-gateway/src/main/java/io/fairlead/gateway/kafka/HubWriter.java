package io.fairlead.gateway.kafka;

import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.EventType;
import io.fairlead.contract.topic.Topic;
import io.fairlead.gateway.session.Uplink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what sessions say to Kafka, all replicas confirming.
///
/// The producer may block while Kafka is away, so that one thread of its own feeds it from a queue
/// that is bounded in records and bytes. What does not fit, or is not confirmed in time, fails.
/// Thread-safe.
public final class HubWriter implements Uplink, PoisonSink, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(HubWriter.class);
  private static final int MAX_QUEUED = 16_384;
  private static final long MAX_QUEUED_BYTES = 32 * 1024 * 1024L;

  private record Outgoing(
      ProducerRecord<byte[], byte[]> record,
      int bytes,
      long enqueuedNanos,
      CompletableFuture<RecordMetadata> confirmed) {}

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final String source;
  private final Duration patience;
  private final InstantSource clock;
  private final BlockingQueue<Outgoing> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicLong unconfirmed = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopping;

  /// @param producers makes a producer; asked again when one has failed for good
  /// @param patience how long a record may wait to be sent
  /// @param gateway this gateway's id
  public HubWriter(
      Supplier<Producer<byte[], byte[]>> producers,
      Duration patience,
      String gateway,
      InstantSource clock) {
    this.producers = producers;
    this.patience = patience;
    this.source = "/fairlead/agent-gateway/" + gateway;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("hub-writer").daemon().unstarted(this::run);
  }

  /// Begins to write.
  public void start() {
    thread.start();
  }

  /// Whether it writes.
  public boolean isAlive() {
    return thread.isAlive();
  }

  /// Records that Kafka has not confirmed yet.
  public long unconfirmed() {
    return unconfirmed.get();
  }

  @Override
  public CompletionStage<Long> opened(SessionEvent.Opened event) {
    return write(EventType.SESSION_OPENED, Topic.SESSIONS, event).thenApply(RecordMetadata::offset);
  }

  @Override
  public void closed(SessionEvent.Closed event) {
    var _ =
        write(EventType.SESSION_CLOSED, Topic.SESSIONS, event)
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    LOGGER.warn(
                        "close not recorded cluster={} session={} reason={}",
                        event.cluster(),
                        event.session(),
                        failure.toString());
                  }
                });
  }

  @Override
  public CompletionStage<?> report(Report report) {
    return write(
        EventType.REPORT,
        Topic.REPORTS,
        report.cluster().key(),
        report.cluster().toString(),
        report.epoch(),
        Json.write(report));
  }

  /// Keeps a record that could not be read, with the reason, for people to look at.
  @Override
  public void accept(PoisonRecord poison) {
    PoisonRecord.Origin origin = poison.origin();
    LOGGER.warn(
        "record skipped topic={} partition={} offset={} reason={}",
        origin.topic(),
        origin.partition(),
        origin.offset(),
        poison.reason());
    var letter =
        new ProducerRecord<>(
            Topic.DEAD_LETTERS.topicName(),
            poison.key().map(PoisonRecord.Bytes::content).orElse(null),
            poison.value().map(PoisonRecord.Bytes::content).orElse(null));
    Map.of(
            "fairlead_reason", poison.reason(),
            "fairlead_consumer", source,
            "fairlead_source_topic", origin.topic(),
            "fairlead_source_partition", Integer.toString(origin.partition()),
            "fairlead_source_offset", Long.toString(origin.offset()))
        .forEach((name, text) -> letter.headers().add(name, utf8(text)));
    var _ = enqueue(letter);
  }

  private CompletableFuture<RecordMetadata> write(EventType type, Topic topic, SessionEvent event) {
    return write(
        type,
        topic,
        event.cluster().key(),
        event.cluster().toString(),
        event.epoch(),
        Json.write(event));
  }

  private CompletableFuture<RecordMetadata> write(
      EventType type, Topic topic, String key, String subject, long epoch, byte[] value) {
    var record = new ProducerRecord<>(topic.topicName(), utf8(key), value);
    new EventHeaders(type, UUID.randomUUID(), source, subject, clock.instant(), epoch)
        .toMap()
        .forEach((name, content) -> record.headers().add(name, content));
    return enqueue(record);
  }

  private CompletableFuture<RecordMetadata> enqueue(ProducerRecord<byte[], byte[]> record) {
    int bytes = record.value() == null ? 0 : record.value().length;
    var outgoing = new Outgoing(record, bytes, System.nanoTime(), new CompletableFuture<>());
    if (stopping || queuedBytes.addAndGet(bytes) > MAX_QUEUED_BYTES) {
      queuedBytes.addAndGet(-bytes);
      return CompletableFuture.failedFuture(new HubUnavailableException("too much waits"));
    }
    unconfirmed.incrementAndGet();
    var _ = outgoing.confirmed().whenComplete((_, _) -> unconfirmed.decrementAndGet());
    if (!queue.offer(outgoing)) {
      queuedBytes.addAndGet(-bytes);
      outgoing.confirmed().completeExceptionally(new HubUnavailableException("too many wait"));
    }
    return outgoing.confirmed();
  }

  private void run() {
    Producer<byte[], byte[]> producer = producers.get();
    try {
      while (!stopping || !queue.isEmpty()) {
        Outgoing next = queue.poll(100, TimeUnit.MILLISECONDS);
        if (next != null) {
          queuedBytes.addAndGet(-next.bytes());
          producer = send(producer, next);
        }
      }
      producer.flush();
    } catch (InterruptedException | InterruptException _) {
      // Closing ran out of time: what still waits fails below.
      Thread.currentThread().interrupt();
    } finally {
      producer.close(Duration.ZERO);
      queue.forEach(
          left -> left.confirmed().completeExceptionally(new HubUnavailableException("stopped")));
    }
  }

  /// Sends a record.
  ///
  /// @return the producer to go on with
  private Producer<byte[], byte[]> send(Producer<byte[], byte[]> producer, Outgoing next) {
    // The producer may have blocked on those before; each waits for its own time only.
    if (System.nanoTime() - next.enqueuedNanos() > patience.toNanos()) {
      next.confirmed().completeExceptionally(new HubUnavailableException("waited too long"));
      return producer;
    }
    try {
      var _ =
          producer.send(
              next.record(),
              (metadata, failure) -> {
                if (failure == null) {
                  next.confirmed().complete(metadata);
                } else {
                  next.confirmed().completeExceptionally(failure);
                }
              });
      return producer;
    } catch (InterruptException e) {
      next.confirmed().completeExceptionally(e);
      Thread.currentThread().interrupt();
      return producer;
    } catch (RetriableException e) {
      next.confirmed().completeExceptionally(e);
      return producer;
    } catch (RuntimeException e) {
      // The producer is of no more use: it was fenced, or lost track of its own sequence.
      LOGGER.error("producer failed, making another", e);
      next.confirmed().completeExceptionally(e);
      producer.close(Duration.ZERO);
      return producers.get();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Takes nothing more and writes what waits, for a bounded time.
  public void drain(Duration limit) {
    stopping = true;
    try {
      if (!thread.join(limit)) {
        LOGGER.warn("drain timed out unconfirmed={}", unconfirmed.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stops; what waits fails.
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
  }
}

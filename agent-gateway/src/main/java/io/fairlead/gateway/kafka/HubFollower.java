package io.fairlead.gateway.kafka;

import io.fairlead.contract.event.Publication;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.contract.topic.Topic;
import io.fairlead.streams.DeadLetterSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the store's publications from their beginning, and the openings of sessions on all
/// gateways from when it starts: an older opening cannot be newer than a session that is still to
/// begin. One thread; what it learns it tells its listener on it.
public final class HubFollower implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(HubFollower.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CATCH_UP_POLL = Duration.ofMillis(20);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
  private static final TopicPartition PUBLICATIONS =
      new TopicPartition(Topic.PUBLICATIONS.topicName(), 0);
  private static final List<TopicPartition> SESSIONS =
      IntStream.range(0, Topic.SESSIONS.partitions())
          .mapToObj(partition -> new TopicPartition(Topic.SESSIONS.topicName(), partition))
          .toList();

  /// Who is told.
  public interface Listener {
    /// How far the store has published, by its newest word, once everything before was read.
    void published(Publication publication);

    /// A session of a cluster was given this number, here or on another gateway.
    void opened(ResourceId cluster, long session);
  }

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Listener listener;
  private final DeadLetterSink letters;
  private final Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private volatile boolean stopping;

  public HubFollower(
      Supplier<Consumer<byte[], byte[]>> consumers, Listener listener, DeadLetterSink letters) {
    this.consumers = consumers;
    this.listener = listener;
    this.letters = letters;
    this.thread = Thread.ofPlatform().name("hub-follower").daemon().unstarted(this::run);
  }

  /// Begins to read. The topics must exist.
  public void start() {
    thread.start();
  }

  /// Whether it reads.
  public boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    try (Consumer<byte[], byte[]> opened = consumers.get()) {
      consumer = opened;
      follow(opened);
    } catch (WakeupException | InterruptException _) {
      LOGGER.debug("follower stopped");
    } catch (RuntimeException e) {
      // Whoever started it sees that it ended.
      LOGGER.error("follower failed", e);
    }
  }

  private void follow(Consumer<byte[], byte[]> reader) {
    List<TopicPartition> all = Stream.concat(SESSIONS.stream(), Stream.of(PUBLICATIONS)).toList();
    Map<TopicPartition, Long> ends = reader.endOffsets(all);
    reader.assign(all);
    SESSIONS.forEach(partition -> reader.seek(partition, ends.getOrDefault(partition, 0L)));
    reader.seekToBeginning(List.of(PUBLICATIONS));
    long publicationsEnd = ends.getOrDefault(PUBLICATIONS, 0L);
    boolean caughtUp = false;
    Optional<Publication> newest = Optional.empty();
    Optional<Publication> told = Optional.empty();
    while (!stopping) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(caughtUp ? POLL : CATCH_UP_POLL)) {
        if (record.topic().equals(Topic.PUBLICATIONS.topicName())) {
          newest = publication(record).or(keep(newest));
        } else {
          opening(record);
        }
      }
      // A position passes the marks of transactions too, which no record shows.
      caughtUp = caughtUp || reader.position(PUBLICATIONS) >= publicationsEnd;
      if (caughtUp && !newest.equals(told)) {
        newest.ifPresent(listener::published);
        told = newest;
      }
    }
  }

  private static <T> Supplier<Optional<T>> keep(Optional<T> value) {
    return () -> value;
  }

  private Optional<Publication> publication(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(value, Publication.class));
    } catch (UnreadableJsonException e) {
      skip(record, e);
      return Optional.empty();
    }
  }

  private void opening(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return;
    }
    try {
      if (Json.read(value, SessionEvent.class) instanceof SessionEvent.Opened opened) {
        listener.opened(opened.cluster(), record.offset());
      }
    } catch (UnreadableJsonException e) {
      skip(record, e);
    }
  }

  private void skip(ConsumerRecord<byte[], byte[]> record, UnreadableJsonException why) {
    letters.accept(
        new DeadLetter(
            new DeadLetter.Origin(record.topic(), record.partition(), record.offset()),
            record.key(),
            record.value(),
            String.valueOf(why.getMessage())));
  }

  /// Stops reading.
  @Override
  public void close() {
    stopping = true;
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        LOGGER.warn("follower did not stop in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

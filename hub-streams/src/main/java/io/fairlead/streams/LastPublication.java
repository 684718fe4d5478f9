package io.fairlead.streams;

import io.fairlead.contract.event.Publication;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/// Reads the store's last word on how far it has published, for who need not follow it.
public final class LastPublication {
  private static final TopicPartition PUBLICATIONS =
      new TopicPartition(Topic.PUBLICATIONS.topicName(), 0);
  private static final Duration POLL = Duration.ofMillis(200);

  /// Among so many the last one is, unless transactions were aborted in a row.
  private static final long TAIL = 64;

  private LastPublication() {}

  /// Reads it. Blocks for as long as Kafka takes, at most some seconds. Records that cannot be read
  /// are passed over.
  ///
  /// @return empty when there is none
  /// @throws HubUnavailableException when Kafka does not answer
  public static Optional<Publication> read(HubClients clients) throws InterruptedException {
    try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
      List<TopicPartition> alone = List.of(PUBLICATIONS);
      consumer.assign(alone);
      long begin = consumer.beginningOffsets(alone).getOrDefault(PUBLICATIONS, 0L);
      long end = consumer.endOffsets(alone).getOrDefault(PUBLICATIONS, 0L);
      Optional<Publication> last = read(consumer, Math.max(begin, end - TAIL), end);
      return last.isPresent() ? last : read(consumer, begin, end);
    } catch (InterruptException _) {
      throw new InterruptedException("stopped");
    } catch (KafkaException e) {
      throw new HubUnavailableException("publications cannot be read: " + e);
    }
  }

  private static Optional<Publication> read(
      Consumer<byte[], byte[]> consumer, long begin, long end) {
    consumer.seek(PUBLICATIONS, begin);
    Optional<Publication> last = Optional.empty();
    long limit = System.nanoTime() + HubClients.REQUEST_LIMIT.toNanos();
    // A position passes the marks of transactions too, which no record shows.
    while (consumer.position(PUBLICATIONS) < end) {
      for (var record : consumer.poll(POLL)) {
        byte[] value = record.value();
        Optional<Publication> read = value == null ? Optional.empty() : publication(value);
        last = read.isPresent() ? read : last;
        limit = System.nanoTime() + HubClients.REQUEST_LIMIT.toNanos();
      }
      if (System.nanoTime() - limit > 0) {
        throw new HubUnavailableException("publications cannot be read in time");
      }
    }
    return last;
  }

  private static Optional<Publication> publication(byte[] value) {
    try {
      return Optional.of(Json.read(value, Publication.class));
    } catch (UnreadableJsonException _) {
      return Optional.empty();
    }
  }
}

package io.fairlead.store.publish;

import java.time.Duration;
import java.util.Map;

/// What an operator may decide about publication.
///
/// @param kafka client settings for the connection, at least `bootstrap.servers`
/// @param replicationFactor of topics that are missing and thus created
/// @param batchRows the most rows in one transaction
/// @param poll how often to look for changes that nobody announced
/// @param topicCheck how often to look whether the topics are still the same
/// @param housekeeping how often to do it
/// @param silence for how long the publisher's process may say nothing before the database ends its
///     session, so that another process publishes; a quarter of it within a transaction
/// @param backOffMin the first wait after a failure; doubles
/// @param backOffMax the longest wait after a failure
public record PublisherSettings(
    Map<String, String> kafka,
    short replicationFactor,
    int batchRows,
    Duration poll,
    Duration topicCheck,
    Duration housekeeping,
    Duration silence,
    Duration backOffMin,
    Duration backOffMax) {
  private static final Duration MIN_SILENCE = Duration.ofSeconds(2);

  /// Everything by default but where Kafka is.
  public static PublisherSettings defaults(Map<String, String> kafka) {
    return new PublisherSettings(
        kafka,
        (short) 1,
        500,
        Duration.ofMillis(100),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMillis(200),
        Duration.ofSeconds(10));
  }

  public PublisherSettings {
    kafka = Map.copyOf(kafka);
    if (batchRows < 1 || batchRows > 10_000) {
      throw new IllegalArgumentException("batchRows is 1 to 10000, not " + batchRows);
    }
    if (silence.compareTo(MIN_SILENCE) < 0) {
      throw new IllegalArgumentException("silence is at least " + MIN_SILENCE + ", not " + silence);
    }
    if (replicationFactor < 1) {
      throw new IllegalArgumentException("replicationFactor is at least 1");
    }
  }
}

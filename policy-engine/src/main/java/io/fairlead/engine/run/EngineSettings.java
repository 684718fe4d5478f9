package io.fairlead.engine.run;

import io.fairlead.contract.topic.Topic;
import io.fairlead.streams.HubClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How an engine runs.
///
/// @param kafka where Kafka is, and how it is reached
/// @param instance names this engine among others; empty for a name made up once and kept in the
///     state directory
/// @param stateDirectory for working state; used by one process at a time
/// @param threads that evaluate
/// @param replicationFactor of the engine's own topics
/// @param topicCheckInterval how often topics are asked for their ids
/// @param stopLimit how long it may take to stop in order
public record EngineSettings(
    HubClients kafka,
    Optional<String> instance,
    Path stateDirectory,
    int threads,
    int replicationFactor,
    Duration topicCheckInterval,
    Duration stopLimit) {
  /// More would have nothing to do: a thread works on whole partitions.
  private static final int MOST_THREADS = Topic.CLUSTERS.partitions();

  /// @throws IllegalArgumentException names the key of the setting that is not allowed, and what is
  public EngineSettings {
    require(threads >= 1 && threads <= MOST_THREADS, "threads", "1 to " + MOST_THREADS, threads);
    require(
        replicationFactor >= 1 && replicationFactor <= Short.MAX_VALUE,
        "replication-factor",
        "1 to " + Short.MAX_VALUE,
        replicationFactor);
    require(
        instance.filter(String::isBlank).isEmpty(), "instance", "not blank", instance.orElse(""));
    requirePositive("topic-check-interval", topicCheckInterval);
    requirePositive("stop-limit", stopLimit);
  }

  private static void requirePositive(String key, Duration value) {
    require(value.isPositive(), key, "above 0", value);
  }

  private static void require(boolean isAllowed, String key, String allowed, Object value) {
    if (!isAllowed) {
      throw new IllegalArgumentException(
          "fairlead.engine.%s is %s, not %s".formatted(key, allowed, value));
    }
  }
}

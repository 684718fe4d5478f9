package io.fairlead.engine.kafka;

import io.fairlead.contract.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Asks Kafka about topics. Used by one thread.
public final class HubTopics implements AutoCloseable {
  /// What the engine reads and decides rests on these, and so does all that it remembers.
  private static final List<Topic> VITAL =
      List.of(
          Topic.CLUSTERS,
          Topic.CONFIGURATIONS,
          Topic.POLICIES,
          Topic.REPORTS,
          Topic.DEPLOYMENTS,
          Topic.POLICY_STATES);

  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final Admin admin;

  public HubTopics(Admin admin) {
    this.admin = admin;
  }

  /// The ids of the topics that the engine works on, by name; empty while one of them is missing. A
  /// topic that was deleted and created again has another id.
  ///
  /// @throws HubUnavailableException when Kafka does not answer
  public Optional<Map<String, String>> ids() throws InterruptedException {
    try {
      Map<String, String> ids = new TreeMap<>();
      for (TopicDescription topic :
          answer(
                  admin
                      .describeTopics(VITAL.stream().map(Topic::topicName).toList())
                      .allTopicNames())
              .values()) {
        ids.put(topic.name(), topic.topicId().toString());
      }
      return Optional.of(ids);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw new HubUnavailableException("topics cannot be described: " + e.getCause());
    }
  }

  /// Deletes the topics of that prefix that do not have the other one too.
  ///
  /// @return their names
  /// @throws HubUnavailableException when Kafka does not answer or refuses
  public Collection<String> deleteForgotten(String prefix, String kept)
      throws InterruptedException {
    try {
      List<String> forgotten =
          answer(admin.listTopics().names()).stream()
              .filter(name -> name.startsWith(prefix) && !name.startsWith(kept))
              .toList();
      answer(admin.deleteTopics(forgotten).all());
      return forgotten;
    } catch (ExecutionException e) {
      throw new HubUnavailableException("topics cannot be deleted: " + e.getCause());
    }
  }

  private static <T> T answer(KafkaFuture<T> answer)
      throws InterruptedException, ExecutionException {
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new HubUnavailableException("Kafka does not answer in time");
    }
  }

  @Override
  public void close() {
    admin.close(CLOSE_LIMIT);
  }
}

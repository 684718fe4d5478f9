package io.fairlead.gateway.kafka;

import io.fairlead.contract.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Asks Kafka about the gateway's topics.
public final class TopicWatch implements AutoCloseable {
  /// The topics a gateway needs.
  private static final List<Topic> TOPICS =
      List.of(
          Topic.CLUSTERS,
          Topic.CONFIGURATIONS,
          Topic.PUBLICATIONS,
          Topic.SESSIONS,
          Topic.REPORTS,
          Topic.DEAD_LETTERS);

  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final Admin admin;

  public TopicWatch(Admin admin) {
    this.admin = admin;
  }

  /// The ids of all topics the gateway needs, by name; empty while one of them is missing. A topic
  /// that was deleted and created again has another id.
  ///
  /// @throws HubUnavailableException when Kafka does not answer
  public Optional<Map<String, String>> ids() throws InterruptedException {
    try {
      Map<String, TopicDescription> found =
          admin
              .describeTopics(TOPICS.stream().map(Topic::topicName).toList())
              .allTopicNames()
              .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(
          found.values().stream()
              .collect(
                  Collectors.toMap(TopicDescription::name, topic -> topic.topicId().toString())));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw new HubUnavailableException("topics cannot be described: " + e.getCause());
    } catch (TimeoutException _) {
      throw new HubUnavailableException("topics cannot be described in time");
    }
  }

  /// How far the topics of the table reach.
  ///
  /// @param isolation whether only to where all transactions are decided
  public Map<TopicPartition, Long> ends(IsolationLevel isolation) throws InterruptedException {
    Collection<TopicPartition> partitions =
        TOPICS.stream()
            .filter(topic -> topic == Topic.CLUSTERS || topic == Topic.CONFIGURATIONS)
            .flatMap(
                topic ->
                    IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.topicName(), partition)))
            .toList();
    try {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(
              partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())),
              new ListOffsetsOptions(isolation))
          .all()
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
          .forEach(
              (TopicPartition partition, ListOffsetsResultInfo end) ->
                  ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new HubUnavailableException("ends of topics cannot be read: " + e.getCause());
    } catch (TimeoutException _) {
      throw new HubUnavailableException("ends of topics cannot be read in time");
    }
  }

  /// Where the decided transactions of these partitions end, or the first begins that is still
  /// open. Never blocks; each partition is answered by itself, or fails once Kafka has been asked
  /// for long enough.
  public Map<TopicPartition, CompletionStage<Long>> committedEnds(
      Collection<TopicPartition> partitions) {
    ListOffsetsResult answers =
        admin.listOffsets(
            partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())),
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
    return partitions.stream()
        .collect(
            Collectors.toMap(
                partition -> partition,
                partition ->
                    answers
                        .partitionResult(partition)
                        .toCompletionStage()
                        .thenApply(ListOffsetsResultInfo::offset)));
  }

  @Override
  public void close() {
    admin.close(CLOSE_LIMIT);
  }
}

package io.fairlead.streams;

import io.fairlead.contract.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Asks Kafka about topics. As thread-safe as its client. An answer that does not come within 15 s,
/// or is a refusal, is a [HubUnavailableException].
public final class HubTopics implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final Admin admin;
  private final List<Topic> needed;

  /// @param admin closed with this
  /// @param needed the topics that whoever asks works on
  public HubTopics(Admin admin, Collection<Topic> needed) {
    this.admin = admin;
    this.needed = List.copyOf(needed);
  }

  /// The ids of all topics that are needed, by name; empty while one of them is missing. A topic
  /// that was deleted and created again has another id.
  public Optional<Map<String, String>> ids() throws InterruptedException {
    List<String> names = needed.stream().map(Topic::topicName).toList();
    try {
      Map<String, String> ids = new TreeMap<>();
      for (TopicDescription topic : answer(admin.describeTopics(names).allTopicNames()).values()) {
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

  /// How far topics reach, by partition.
  ///
  /// @param isolation whether only to where all transactions are decided
  public Map<TopicPartition, Long> ends(Collection<Topic> topics, IsolationLevel isolation)
      throws InterruptedException {
    List<TopicPartition> partitions = topics.stream().flatMap(HubTopics::partitions).toList();
    try {
      return answer(latest(partitions, isolation).all()).entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (ExecutionException e) {
      throw new HubUnavailableException("ends of topics cannot be read: " + e.getCause());
    }
  }

  private static Stream<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(partition -> new TopicPartition(topic.topicName(), partition));
  }

  /// Where the decided transactions of these partitions end, or the first begins that is still
  /// open. Never blocks; each partition is answered by itself, or fails once Kafka has been asked
  /// for long enough.
  public Map<TopicPartition, CompletionStage<Long>> committedEnds(
      Collection<TopicPartition> partitions) {
    ListOffsetsResult answers = latest(partitions, IsolationLevel.READ_COMMITTED);
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

  private ListOffsetsResult latest(
      Collection<TopicPartition> partitions, IsolationLevel isolation) {
    return admin.listOffsets(
        partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())),
        new ListOffsetsOptions(isolation));
  }

  /// Deletes the topics of that prefix that do not have the other one too.
  ///
  /// @return their names
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

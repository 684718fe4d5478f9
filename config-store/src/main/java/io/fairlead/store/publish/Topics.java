package io.fairlead.store.publish;

import io.fairlead.contract.topic.Topic;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topics in Kafka: makes those that are missing, and tells their ids. A topic that was deleted
/// and made again has another id.
final class Topics implements AutoCloseable {
  /// Those whose loss begins an epoch: on them is desired state, and the numbers of sessions.
  private static final Set<Topic> VITAL =
      EnumSet.of(
          Topic.CLUSTERS, Topic.CONFIGURATIONS, Topic.POLICIES, Topic.PUBLICATIONS, Topic.SESSIONS);

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Admin admin;
  private final short replicationFactor;

  Topics(PublisherSettings settings) {
    Map<String, Object> configuration = new HashMap<>(settings.kafka());
    configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");
    this.admin = Admin.create(configuration);
    this.replicationFactor = settings.replicationFactor();
  }

  /// Makes the missing topics.
  ///
  /// @return the ids of the vital ones, by name
  Map<String, String> ensure() throws InterruptedException {
    Map<Topic, TopicDescription> present = describe(EnumSet.allOf(Topic.class));
    present.forEach(Topics::requirePartitions);
    Map<String, String> ids = ids(present);
    Set<Topic> missing = EnumSet.allOf(Topic.class);
    missing.removeAll(present.keySet());
    ids.putAll(create(missing));
    return ids;
  }

  private static void requirePartitions(Topic topic, TopicDescription description) {
    if (description.partitions().size() != topic.partitions()) {
      throw new KafkaException(
          "the topic %s has %d partitions and must have %d: delete it, it is made anew"
              .formatted(topic.topicName(), description.partitions().size(), topic.partitions()));
    }
  }

  /// The ids of the vital topics that are there, by name.
  Map<String, String> ids() throws InterruptedException {
    return ids(describe(VITAL));
  }

  /// How far the vital topics reach. Never less than before unless records were lost: an election
  /// makes this wait, not go back.
  EndOffsets ends() throws InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (Topic topic : VITAL) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        wanted.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest());
      }
    }
    Map<String, Long> ends = new HashMap<>();
    await(admin.listOffsets(wanted).all())
        .forEach(
            (partition, end) ->
                ends.put(
                    EndOffsets.partition(partition.topic(), partition.partition()), end.offset()));
    return new EndOffsets(ends);
  }

  private static Map<String, String> ids(Map<Topic, TopicDescription> topics) {
    Map<String, String> ids = new TreeMap<>();
    topics.forEach(
        (topic, description) -> {
          if (VITAL.contains(topic)) {
            ids.put(topic.topicName(), description.topicId().toString());
          }
        });
    return ids;
  }

  /// Makes topics; fails when somebody else is faster, who may have made them otherwise.
  private Map<String, String> create(Set<Topic> missing) throws InterruptedException {
    CreateTopicsResult made =
        admin.createTopics(
            missing.stream()
                .map(
                    topic ->
                        new NewTopic(topic.topicName(), topic.partitions(), replicationFactor)
                            .configs(topic.settings()))
                .toList());
    Map<String, String> ids = new TreeMap<>();
    for (Topic topic : missing) {
      String id = await(made.topicId(topic.topicName())).toString();
      if (VITAL.contains(topic)) {
        ids.put(topic.topicName(), id);
      }
    }
    return ids;
  }

  private Map<Topic, TopicDescription> describe(Set<Topic> topics) throws InterruptedException {
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(topics.stream().map(Topic::topicName).toList()).topicNameValues();
    Map<Topic, TopicDescription> found = new HashMap<>();
    for (Topic topic : topics) {
      KafkaFuture<TopicDescription> description = descriptions.get(topic.topicName());
      try {
        if (description != null) {
          found.put(topic, await(description));
        }
      } catch (UnknownTopicOrPartitionException e) {
        // That it is missing is an answer.
        found.remove(topic);
      }
    }
    return found;
  }

  private static <T> T await(KafkaFuture<T> answer) throws InterruptedException {
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException("Kafka does not answer", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}

package io.fairlead.contract.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Fairlead's topics. A record's key is always the lower-case key of a resource id, in UTF-8,
/// except on
/// [#PUBLICATIONS] and [#POLICY_STATES].
///
/// The number of partitions is fixed for ever: growing it would move keys to other partitions and
/// break
/// their order. Records of configurations go to the partition of their cluster's key.
public enum Topic {
  /// Cluster id → [io.fairlead.contract.event.ClusterState].
  CLUSTERS("fairlead.clusters", 12, new Retention.Compacted()),
  /// Configuration id → [io.fairlead.contract.event.ConfigurationState]; partitioned by cluster.
  CONFIGURATIONS("fairlead.configurations", 12, new Retention.Compacted()),
  /// Configuration id → [io.fairlead.contract.secret.SealedSettings]; partitioned by cluster. What
  /// is published within [#SEALED_PUBLISHED_WITHIN] is gone after 48 hours: 4 and 42 and 1, and an
  /// hour for Kafka to look and to delete.
  PROTECTED_SETTINGS(
      "fairlead.protected-settings",
      12,
      new Retention.ForNoLonger(Duration.ofHours(42), Duration.ofHours(1))),
  /// Policy definition, initiative, assignment or exemption id →
  /// [io.fairlead.contract.event.PolicyState].
  POLICIES("fairlead.policies", 12, new Retention.Compacted()),
  /// Configuration id → [io.fairlead.contract.policy.Deployment]; partitioned by cluster.
  DEPLOYMENTS("fairlead.deployments", 12, new Retention.For(Duration.ofDays(7))),
  /// [io.fairlead.contract.policy.PolicyVerdict#key()] →
  /// [io.fairlead.contract.policy.PolicyVerdict]; partitioned by cluster.
  POLICY_STATES("fairlead.policy-states", 12, new Retention.Compacted()),
  /// [#PUBLICATIONS_KEY] → [io.fairlead.contract.event.Publication]; one partition.
  PUBLICATIONS("fairlead.publications", 1, new Retention.Compacted()),
  /// Cluster id → [io.fairlead.contract.event.SessionEvent].
  SESSIONS("fairlead.sessions", 12, new Retention.Compacted()),
  /// Cluster id → [io.fairlead.contract.event.Report].
  REPORTS("fairlead.reports", 12, new Retention.For(Duration.ofDays(7))),
  /// The key of the record that could not be handled → its value, with the reason in headers.
  DEAD_LETTERS("fairlead.dead-letters", 1, new Retention.For(Duration.ofDays(30)));

  /// The one key on [#PUBLICATIONS].
  public static final String PUBLICATIONS_KEY = "config-store";

  /// How long after it was sealed a setting may be published at the latest.
  public static final Duration SEALED_PUBLISHED_WITHIN = Duration.ofHours(4);

  /// How long a compacted topic keeps the mark of a deletion for readers that lag behind.
  public static final Duration TOMBSTONES_KEPT = Duration.ofDays(7);

  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  private final String topicName;
  private final int partitions;
  private final Retention retention;

  Topic(String topicName, int partitions, Retention retention) {
    this.topicName = topicName;
    this.partitions = partitions;
    this.retention = retention;
  }

  /// The name in Kafka.
  public String topicName() {
    return topicName;
  }

  public int partitions() {
    return partitions;
  }

  public Retention retention() {
    return retention;
  }

  /// The topic's settings as Kafka spells them.
  public Map<String, String> settings() {
    return switch (retention) {
      case Retention.Compacted() ->
          Map.of(
              "cleanup.policy", "compact",
              "delete.retention.ms", Long.toString(TOMBSTONES_KEPT.toMillis()),
              "max.compaction.lag.ms", Long.toString(Duration.ofDays(1).toMillis()),
              "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
      case Retention.For(Duration kept) ->
          Map.of(
              "cleanup.policy", "delete",
              "retention.ms", Long.toString(kept.toMillis()),
              "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
      case Retention.ForNoLonger(Duration kept, Duration segment) ->
          Map.of(
              "cleanup.policy", "delete",
              "retention.ms", Long.toString(kept.toMillis()),
              "segment.ms", Long.toString(segment.toMillis()),
              // By the broker's clock: nobody's wrong clock makes a record stay.
              "message.timestamp.type", "LogAppendTime",
              "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    };
  }

  /// The topic of that name in Kafka.
  public static Optional<Topic> named(String topicName) {
    for (Topic topic : values()) {
      if (topic.topicName.equals(topicName)) {
        return Optional.of(topic);
      }
    }
    return Optional.empty();
  }
}

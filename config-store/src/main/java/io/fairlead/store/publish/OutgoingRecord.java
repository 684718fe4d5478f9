package io.fairlead.store.publish;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.secret.SealedSettings;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.EventType;
import io.fairlead.contract.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// A record to be published.
///
/// @param subject the resource id as first written
/// @param key of the record
/// @param value null for a deletion
@SuppressWarnings("ArrayRecordComponent") // never compared; Kafka wants an array
record OutgoingRecord(
    Topic topic,
    EventType type,
    String subject,
    String key,
    int partition,
    byte @Nullable [] value) {
  private static final String SOURCE = "/fairlead/config-store";

  static OutgoingRecord changed(ClusterState state) {
    return new OutgoingRecord(
        Topic.CLUSTERS,
        EventType.CLUSTER_CHANGED,
        state.id().toString(),
        state.id().key(),
        partition(Topic.CLUSTERS, state.id().key()),
        Json.write(state));
  }

  static OutgoingRecord changed(ConfigurationState state) {
    return new OutgoingRecord(
        Topic.CONFIGURATIONS,
        EventType.CONFIGURATION_CHANGED,
        state.id().toString(),
        state.id().key(),
        partition(Topic.CONFIGURATIONS, state.id().cluster().key()),
        Json.write(state));
  }

  static OutgoingRecord sealed(SealedSettings settings) {
    ResourceId id = settings.configuration();
    return new OutgoingRecord(
        Topic.PROTECTED_SETTINGS,
        EventType.PROTECTED_SETTINGS_SEALED,
        id.toString(),
        id.key(),
        partition(Topic.PROTECTED_SETTINGS, id.cluster().key()),
        Json.write(settings));
  }

  static OutgoingRecord changed(PolicyState state) {
    return new OutgoingRecord(
        Topic.POLICIES,
        EventType.POLICY_CHANGED,
        state.id().toString(),
        state.id().key(),
        partition(Topic.POLICIES, state.id().key()),
        Json.write(state));
  }

  /// Says that a row of a table is gone.
  ///
  /// @param id as first written
  static OutgoingRecord removed(PublishedTable table, String id) {
    String key = id.toLowerCase(Locale.ROOT);
    String partitionedBy =
        switch (table) {
          case CLUSTERS, POLICIES -> key;
          case CONFIGURATIONS -> ResourceId.parse(id).cluster().key();
        };
    return removed(table.topic(), id, key, partition(table.topic(), partitionedBy));
  }

  /// Removes a key from where it was found, whatever it is.
  static OutgoingRecord removed(Topic topic, String subject, String key, int partition) {
    EventType type =
        switch (topic) {
          case CLUSTERS -> EventType.CLUSTER_REMOVED;
          case CONFIGURATIONS -> EventType.CONFIGURATION_REMOVED;
          case POLICIES -> EventType.POLICY_REMOVED;
          case PROTECTED_SETTINGS,
              DEPLOYMENTS,
              POLICY_STATES,
              PUBLICATIONS,
              SESSIONS,
              REPORTS,
              DEAD_LETTERS ->
              throw new IllegalArgumentException("no topic of desired state: " + topic);
        };
    return new OutgoingRecord(topic, type, subject, key, partition, null);
  }

  static OutgoingRecord publication(byte[] value) {
    return new OutgoingRecord(
        Topic.PUBLICATIONS,
        EventType.PUBLICATION,
        Topic.PUBLICATIONS_KEY,
        Topic.PUBLICATIONS_KEY,
        0,
        value);
  }

  /// As Kafka's default partitioner does: a configuration goes to its cluster's partition.
  private static int partition(Topic topic, String key) {
    return Utils.toPositive(Utils.murmur2(utf8(key))) % topic.partitions();
  }

  ProducerRecord<byte[], byte[]> toKafka(long epoch, Instant now) {
    RecordHeaders headers = new RecordHeaders();
    new EventHeaders(type, UUID.randomUUID(), SOURCE, subject, now, epoch)
        .toMap()
        .forEach(headers::add);
    return new ProducerRecord<>(topic.topicName(), partition, null, utf8(key), value, headers);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.fairlead.gateway.table;

import io.fairlead.contract.topic.Topic;
import io.fairlead.streams.DeadLetterSink;
import io.fairlead.streams.Intake;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/// The topology: two global stores, each fed from its topic through a [RowUpdater], also while it
/// is restored.
final class TableTopology {
  static final String CONFIGURATIONS = "configurations";
  static final String CLUSTERS = "clusters";

  private TableTopology() {}

  static Topology of(TableListener listener, NewestEpoch newestEpoch, DeadLetterSink letters) {
    Topology topology = new Topology();
    add(
        topology,
        CONFIGURATIONS,
        Topic.CONFIGURATIONS,
        new RowKind.Configurations(listener),
        newestEpoch,
        letters);
    add(topology, CLUSTERS, Topic.CLUSTERS, new RowKind.Clusters(listener), newestEpoch, letters);
    return topology;
  }

  private static void add(
      Topology topology,
      String store,
      Topic topic,
      RowKind kind,
      NewestEpoch newestEpoch,
      DeadLetterSink letters) {
    var intake = new Intake(topic.topicName(), letters);
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(store), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled(),
        store + "-topic",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic.topicName(),
        store + "-updater",
        () -> new RowUpdater(store, kind, newestEpoch, intake));
  }
}

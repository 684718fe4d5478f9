package io.fairlead.engine.topology;

import io.fairlead.contract.topic.Topic;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.engine.decision.Policies;
import io.fairlead.policy.evaluation.Evaluation;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.PolicySet;
import io.fairlead.streams.DeadLetterSink;
import io.fairlead.streams.Intake;
import java.time.Instant;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The whole topology: policies for all tasks, and everything else partitioned by cluster.
public final class EngineTopology {
  static final String DEPLOYMENTS = "deployments-sink";
  static final String POLICY_STATES = "policy-states-sink";

  private static final String CLUSTERS_TOPIC = "clusters-topic";
  private static final String CONFIGURATIONS_TOPIC = "configurations-topic";
  private static final String REPORTS_TOPIC = "reports-topic";
  private static final String VERDICTS_TOPIC = "policy-states-topic";
  private static final String CLUSTER_INTAKE = "cluster-intake";
  private static final String CONFIGURATION_INTAKE = "configuration-intake";
  private static final String REPORT_INTAKE = "report-intake";
  private static final String VERDICT_INTAKE = "verdict-intake";
  private static final String EVALUATION = "evaluation";

  /// Decides what policies want of a cluster: a function of its arguments alone.
  @FunctionalInterface
  public interface Evaluating {
    Evaluation evaluate(PolicySet policies, KnownCluster cluster, Instant now);
  }

  /// What the topology works with.
  ///
  /// @param policies fed by the topology, and read by it
  /// @param evaluator decides
  /// @param board told how the tasks get on
  /// @param letters takes what cannot be read
  /// @param seal seals and opens the properties of configurations
  public record Parts(
      Policies policies,
      Evaluating evaluator,
      TaskBoard board,
      EngineObserver observer,
      DeadLetterSink letters,
      PropertiesSeal seal) {}

  private EngineTopology() {}

  /// A new topology.
  public static Topology of(Parts parts) {
    return of(parts, ClusterProcessor.Pace.STANDARD);
  }

  static Topology of(Parts parts, ClusterProcessor.Pace pace) {
    Topology topology = new Topology();
    addPolicies(topology, parts);
    addStates(topology, StoreNames.CLUSTERS, StateKind.CLUSTER, CLUSTERS_TOPIC, parts);
    addStates(
        topology, StoreNames.CONFIGURATIONS, StateKind.CONFIGURATION, CONFIGURATIONS_TOPIC, parts);
    addSource(topology, REPORTS_TOPIC, Topic.REPORTS);
    addSource(topology, VERDICTS_TOPIC, Topic.POLICY_STATES);
    topology
        // After the updaters, which are their topics' first children.
        .addProcessor(CLUSTER_INTAKE, ChangeIntake::new, CLUSTERS_TOPIC)
        .addProcessor(CONFIGURATION_INTAKE, ChangeIntake::new, CONFIGURATIONS_TOPIC)
        .addProcessor(
            REPORT_INTAKE, () -> new ReportIntake(intake(Topic.REPORTS, parts)), REPORTS_TOPIC)
        .addProcessor(VERDICT_INTAKE, VerdictIntake::new, VERDICTS_TOPIC)
        .addProcessor(
            EVALUATION,
            () -> new ClusterProcessor(parts, pace),
            CLUSTER_INTAKE,
            CONFIGURATION_INTAKE,
            REPORT_INTAKE,
            VERDICT_INTAKE)
        .addStateStore(
            store(Stores.persistentKeyValueStore(StoreNames.HEARD)), REPORT_INTAKE, EVALUATION)
        .addStateStore(
            store(Stores.persistentKeyValueStore(StoreNames.SAID)), VERDICT_INTAKE, EVALUATION)
        // Small: only what is asked and had no effect yet.
        .addStateStore(store(Stores.inMemoryKeyValueStore(StoreNames.ASKED)), EVALUATION)
        .connectProcessorAndStateStores(EVALUATION, StoreNames.CLUSTERS, StoreNames.CONFIGURATIONS);
    addSink(topology, DEPLOYMENTS, Topic.DEPLOYMENTS);
    addSink(topology, POLICY_STATES, Topic.POLICY_STATES);
    return topology;
  }

  private static void addPolicies(Topology topology, Parts parts) {
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("policies"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled(),
        "policies-topic",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        Topic.POLICIES.topicName(),
        "policies-updater",
        () -> new PolicyUpdater(parts.policies(), intake(Topic.POLICIES, parts)));
  }

  private static void addStates(
      Topology topology, String store, StateKind kind, String source, Parts parts) {
    Topic topic =
        switch (kind) {
          case CLUSTER -> Topic.CLUSTERS;
          case CONFIGURATION -> Topic.CONFIGURATIONS;
        };
    topology.addReadOnlyStateStore(
        store(Stores.persistentKeyValueStore(store)).withLoggingDisabled(),
        source,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic.topicName(),
        store + "-updater",
        () -> updater(store, kind, intake(topic, parts)));
  }

  private static Processor<byte[], byte[], Void, Void> updater(
      String store, StateKind kind, Intake intake) {
    return new StateUpdater(store, kind, intake);
  }

  private static void addSource(Topology topology, String name, Topic topic) {
    topology.addSource(
        name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic.topicName());
  }

  private static void addSink(Topology topology, String name, Topic topic) {
    topology.<ClusterKey, byte[]>addSink(
        name,
        topic.topicName(),
        (_, key) -> key.toBytes(),
        new ByteArraySerializer(),
        (_, key, _, partitions) -> key.partition(partitions),
        EVALUATION);
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> store(
      KeyValueBytesStoreSupplier supplier) {
    return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
        .withCachingDisabled();
  }

  private static Intake intake(Topic topic, Parts parts) {
    return new Intake(topic.topicName(), parts.letters());
  }
}

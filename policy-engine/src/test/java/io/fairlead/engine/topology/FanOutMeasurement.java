package io.fairlead.engine.topology;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.topic.Topic;
import io.fairlead.engine.decision.Policies;
import io.fairlead.engine.sample.Samples;
import io.fairlead.engine.sample.Seals;
import io.fairlead.policy.evaluation.Evaluator;
import io.fairlead.streams.Intake;
import io.fairlead.streams.StoreMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// Measures how much of one processor a fan-out takes of the engine: 10,000 clusters, one
/// assignment that audits and one that deploys; the processors and their stores as they are, but
/// for Kafka. The first round is that of an engine that has just started. No test: run it by hand,
/// with the module's test class path and the settings of a hub's JVM, `java
/// -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp … io.fairlead.engine.topology.FanOutMeasurement`.
final class FanOutMeasurement {
  private static final int CLUSTERS = 10_000;
  private static final int ROUNDS = Integer.getInteger("rounds", 6);
  private static final long MIB = 1024 * 1024L;
  private static final StoreMemory MEMORY = StoreMemory.of(48 * MIB, 24 * MIB, 2 * MIB);
  private static final List<String> STORES =
      List.of(
          StoreNames.CLUSTERS,
          StoreNames.CONFIGURATIONS,
          StoreNames.HEARD,
          StoreNames.ASKED,
          StoreNames.SAID);

  /// A tick does all there is, however long that takes.
  private static final ClusterProcessor.Pace PACE =
      new ClusterProcessor.Pace(
          ClusterProcessor.Pace.STANDARD.tick(),
          Duration.ofMinutes(10),
          ClusterProcessor.Pace.STANDARD.mostDirty(),
          ClusterProcessor.Pace.STANDARD.gathering(),
          Duration.ofMinutes(10),
          Duration.ZERO,
          Duration.ZERO);

  private final MockProcessorContext<ClusterKey, byte[]> emitting;
  private final MockProcessorContext<Void, Void> keeping;
  private final MockProcessorContext<String, Change> telling;
  private final Policies policies = new Policies(() -> Samples.NOW);
  private final List<KeyValueStore<String, byte[]>> stores;
  private final Processor<byte[], byte[], Void, Void> clusters = updater(StateKind.CLUSTER);
  private final Processor<byte[], byte[], Void, Void> configurations =
      updater(StateKind.CONFIGURATION);
  private final ChangeIntake changes = new ChangeIntake();
  private final ReportIntake reports = new ReportIntake(intake(Topic.REPORTS));
  private final ClusterProcessor processor =
      new ClusterProcessor(
          new EngineTopology.Parts(
              policies,
              Evaluator::evaluate,
              new TaskBoard(),
              new Unobserved(),
              _ -> {},
              Seals.SEAL),
          PACE);
  private Instant now = Samples.NOW;

  public static void main(String[] args) throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      System.out.println("round " + round + (round == 0 ? ", cold" : ""));
      new FanOutMeasurement(Files.createTempDirectory("fan-out")).run();
    }
  }

  private FanOutMeasurement(Path directory) {
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "measurement");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    MEMORY.share(settings);
    emitting = context(settings, directory);
    keeping = context(settings, directory);
    telling = context(settings, directory);
    stores = STORES.stream().map(FanOutMeasurement::store).toList();
    for (KeyValueStore<String, byte[]> store : stores) {
      store.init(emitting.getStateStoreContext(), store);
      emitting.addStateStore(store);
      keeping.addStateStore(store);
      telling.addStateStore(store);
    }
    clusters.init(keeping);
    configurations.init(keeping);
    changes.init(telling);
    reports.init(telling);
    processor.init(emitting);
  }

  private void run() {
    List<Record<byte[], byte[]>> fleet =
        IntStream.range(0, CLUSTERS)
            .mapToObj(FanOutMeasurement::cluster)
            .map(state -> record(state.id().key(), Json.write(state)))
            .toList();
    policies.changed(audit());
    policies.changed(auditing());
    policies.changed(Samples.definition());
    measure("keep a cluster", () -> fleet.forEach(clusters::process));
    measure("first sweep, one policy audits", this::tick);
    take();
    policies.changed(Samples.assignment("remove"));
    measure("sweep for a new assignment that deploys", this::tick);
    List<ConfigurationState> written =
        take().stream()
            .map(value -> Seals.opened(Json.read(value, Deployment.class)))
            .map(deployment -> withDefaults(Samples.written(deployment, 1)))
            .toList();
    List<Record<byte[], byte[]>> rows =
        written.stream()
            .map(
                state ->
                    state.withProperties(Seals.SEAL.sealToText(state.id(), state.properties())))
            .map(state -> record(state.id().key(), Json.write(state)))
            .toList();
    measure("keep a configuration that was written", () -> rows.forEach(configurations::process));
    measure("look whose it is", () -> rows.forEach(changes::process));
    pass();
    measure("evaluate after it was written", this::tick);
    take();
    List<Record<byte[], byte[]>> words =
        written.stream()
            .map(
                state ->
                    Samples.report(
                        state.id().cluster(),
                        1,
                        new ReportBody.Acknowledged(List.of(state.version()), List.of())))
            .map(FanOutMeasurement::record)
            .toList();
    measure("hear that it is stored", () -> words.forEach(reports::process));
    pass();
    measure("evaluate after that", this::tick);
    take();
    List<Record<byte[], byte[]>> statuses =
        written.stream()
            .map(
                state ->
                    Samples.report(
                        state.id().cluster(),
                        2,
                        Samples.status(state.version(), Compliance.Compliant)))
            .map(FanOutMeasurement::record)
            .toList();
    measure("hear how it fares", () -> statuses.forEach(reports::process));
    pass();
    measure("evaluate after that", this::tick);
    int confirmed = take().size();
    stores.forEach(KeyValueStore::close);
    if (written.size() != CLUSTERS || confirmed != CLUSTERS) {
      throw new IllegalStateException(written.size() + " written, " + confirmed + " confirmed");
    }
  }

  /// As Kafka Streams does it: nothing is said of an evaluation before its time has come.
  private void pass() {
    for (var each : telling.forwarded()) {
      Record<? extends String, ? extends Change> told = each.record();
      processor.process(new Record<>(told.key(), told.value(), told.timestamp()));
    }
    telling.resetForwards();
    now = now.plus(PACE.gathering());
  }

  private void tick() {
    emitting.setCurrentSystemTimeMs(now.toEpochMilli());
    emitting.scheduledPunctuators().getFirst().getPunctuator().punctuate(now.toEpochMilli());
  }

  /// The values that were sent since it was looked at last.
  private List<byte[]> take() {
    List<byte[]> values =
        emitting.forwarded().stream().<byte[]>map(each -> each.record().value()).toList();
    emitting.resetForwards();
    return values;
  }

  private static void measure(String what, Runnable work) {
    long start = cpuTime();
    work.run();
    long nanos = cpuTime() - start;
    System.out.printf(
        "  %-45s %8.1f ms  %6.1f µs each%n", what, nanos / 1e6, nanos / 1e3 / CLUSTERS);
  }

  /// What this thread has used of a processor, in nanoseconds: a busy machine does not count.
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static <K, V> MockProcessorContext<K, V> context(Properties settings, Path directory) {
    return new MockProcessorContext<>(settings, new TaskId(0, 0), directory.toFile());
  }

  private static KeyValueStore<String, byte[]> store(String name) {
    return Stores.keyValueStoreBuilder(
            name.equals(StoreNames.ASKED)
                ? Stores.inMemoryKeyValueStore(name)
                : Stores.persistentKeyValueStore(name),
            Serdes.String(),
            Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingDisabled()
        .build();
  }

  private static Processor<byte[], byte[], Void, Void> updater(StateKind kind) {
    return switch (kind) {
      case CLUSTER -> new StateUpdater(StoreNames.CLUSTERS, kind, intake(Topic.CLUSTERS));
      case CONFIGURATION ->
          new StateUpdater(StoreNames.CONFIGURATIONS, kind, intake(Topic.CONFIGURATIONS));
    };
  }

  private static Intake intake(Topic topic) {
    return new Intake(
        topic.topicName(),
        letter -> {
          throw new IllegalStateException(letter.reason());
        });
  }

  private static Record<byte[], byte[]> record(Report report) {
    return record(report.cluster().key(), Json.write(report));
  }

  private static Record<byte[], byte[]> record(String key, byte[] value) {
    return new Record<>(key.getBytes(StandardCharsets.UTF_8), value, Samples.NOW.toEpochMilli());
  }

  private static ClusterState cluster(int number) {
    return new ClusterState(
        Samples.cluster("ship-" + number),
        new UUID(1, number),
        1,
        Samples.EPOCH,
        "westeurope",
        Map.of("env", "prod", "ring", "canary"),
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA".repeat(12),
        Samples.NOW);
  }

  /// As the store keeps what it is given.
  private static ConfigurationState withDefaults(ConfigurationState written) {
    ObjectNode properties =
        (ObjectNode)
            Samples.json(
                """
                {"scope": "cluster", "namespace": "flux-system", "sourceKind": "GitRepository",
                 "suspend": false, "reconciliationWaitDuration": "PT5M",
                 "waitForReconciliation": false, "configurationProtectedSettings": {},
                 "gitRepository": {"url": "https://github.com/example/fleet",
                   "repositoryRef": {"branch": "main"}, "syncIntervalInSeconds": 600,
                   "timeoutInSeconds": 600, "localAuthRef": null, "sshKnownHosts": null},
                 "kustomizations": {"apps": {"path": "./apps", "prune": true, "force": false,
                   "wait": true, "dependsOn": [], "syncIntervalInSeconds": 600,
                   "timeoutInSeconds": 600, "retryIntervalInSeconds": null}}}
                """);
    return new ConfigurationState(
        written.id(),
        written.uid(),
        written.generation(),
        written.epoch(),
        written.lifecycle(),
        properties,
        written.changedAt(),
        written.managedBy());
  }

  private static PolicyState audit() {
    return Samples.policy(
        "policyDefinitions/audit",
        """
        {"mode": "Indexed", "policyRule": {
          "if": {"field": "tags['owner']", "exists": false}, "then": {"effect": "audit"}}}
        """);
  }

  private static PolicyState auditing() {
    return Samples.policy(
        "policyAssignments/audit", "{\"policyDefinitionId\": \"%s\"}".formatted(audit().id()));
  }
}

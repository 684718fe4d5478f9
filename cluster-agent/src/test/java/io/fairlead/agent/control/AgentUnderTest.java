package io.fairlead.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.agent.operator.OperatorImages;
import io.fairlead.agent.record.Patience;
import io.fairlead.agent.record.RecordNames;
import io.fairlead.agent.record.RecordStore;
import io.fairlead.agent.ssh.Ed25519Keys;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.session.desired.DesiredStateStore.Durability;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.StateChange;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The agent without its session: its records and controllers, on a cluster. The test plays the
/// hub: it holds and drops configurations, and takes what is reported.
final class AgentUnderTest implements AutoCloseable {
  private static final ResourceId CLUSTER =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "ship");

  private final KubernetesClient recordsClient;
  private final KubernetesClient client;
  private final RecordStore store;
  private final Controllers controllers;
  private final Map<String, ConfigurationStatus> statuses = new ConcurrentHashMap<>();
  private final List<ConfigurationStatus> reports = new CopyOnWriteArrayList<>();
  private final List<ConfigurationVersion> cleanedUp = new CopyOnWriteArrayList<>();
  private final List<StateChange> loaded = new ArrayList<>();

  /// Starts one.
  ///
  /// @param config how it reaches its cluster
  /// @param namespace where its records are
  AgentUnderTest(Config config, String namespace) {
    this(config, namespace, Duration.ofMinutes(10));
  }

  AgentUnderTest(Config config, String namespace, Duration cleanUpLimit) {
    this(config, namespace, cleanUpLimit, Clock.systemUTC());
  }

  AgentUnderTest(Config config, String namespace, Duration cleanUpLimit, Clock clock) {
    this(config, config, namespace, cleanUpLimit, clock);
  }

  /// Starts one whose two halves reach the cluster each in a way of its own.
  ///
  /// @param records how the session's records are written
  /// @param config how the controllers reach it
  AgentUnderTest(Config records, Config config, String namespace) {
    this(records, config, namespace, Duration.ofMinutes(10), Clock.systemUTC());
  }

  private AgentUnderTest(
      Config records, Config config, String namespace, Duration cleanUpLimit, Clock clock) {
    recordsClient = TestCluster.newClient(records);
    client = TestCluster.newClient(config);
    store = new RecordStore(recordsClient, namespace, new Patience(Duration.ofSeconds(20)));
    store.load(loaded::add);
    controllers =
        new Controllers(
            new Controllers.Settings(
                namespace,
                cleanUpLimit,
                new FluxType(),
                new OperatorType(OperatorImages.PUBLISHED),
                new Ed25519Keys(new SecureRandom())::generate),
            client,
            store,
            new Controllers.Hub(this::take, cleanedUp::add),
            clock);
    controllers.start();
  }

  private void take(ConfigurationStatus status) {
    statuses.put(status.observed().id().key(), status);
    reports.add(status);
    store.append(List.of(new StateChange.Report(status)), Durability.PROCESS);
    store.append(
        List.of(new StateChange.ReportReceived(status.observed().id())), Durability.PROCESS);
  }

  /// The id of a `fluxConfigurations`.
  static ResourceId flux(String name) {
    return CLUSTER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", name);
  }

  /// The id of a `sourceControlConfigurations`.
  static ResourceId git(String name) {
    return CLUSTER.extension("Microsoft.KubernetesConfiguration/sourceControlConfigurations", name);
  }

  /// A first state that is wanted. In the JSON, `'` stands for `"`.
  static HeldConfiguration wanted(ResourceId id, String properties) {
    return held(id, UUID.randomUUID(), 1, Lifecycle.Active, json(properties));
  }

  /// A next state of the same incarnation.
  static HeldConfiguration changed(HeldConfiguration former, String properties) {
    return held(
        former.id(), former.uid(), former.generation() + 1, Lifecycle.Active, json(properties));
  }

  /// The same, being deleted.
  static HeldConfiguration deleting(HeldConfiguration former) {
    return held(
        former.id(),
        former.uid(),
        former.generation() + 1,
        Lifecycle.Deleting,
        former.properties());
  }

  private static HeldConfiguration held(
      ResourceId id, UUID uid, long generation, Lifecycle lifecycle, JsonNode properties) {
    return new HeldConfiguration(id, uid, generation, 1, lifecycle, properties, false);
  }

  static JsonNode json(String text) {
    return Json.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /// The hub wants these.
  void hold(HeldConfiguration... states) {
    store.append(
        java.util.Arrays.stream(states).<StateChange>map(StateChange.Hold::new).toList(),
        Durability.POWER);
  }

  /// The hub does not want these any longer.
  void drop(ResourceId... ids) {
    store.append(
        java.util.Arrays.stream(ids).<StateChange>map(StateChange.Drop::new).toList(),
        Durability.POWER);
  }

  /// What was last reported of a configuration.
  Optional<ConfigurationStatus> status(ResourceId id) {
    return Optional.ofNullable(statuses.get(id.key()));
  }

  /// All that was reported, in order.
  List<ConfigurationStatus> reports() {
    return List.copyOf(reports);
  }

  /// Of which nothing is left, as was told.
  List<ConfigurationVersion> cleanedUp() {
    return List.copyOf(cleanedUp);
  }

  /// What was found at the start.
  List<StateChange> loaded() {
    return List.copyOf(loaded);
  }

  /// The name of a configuration's record.
  static String record(ResourceId id) {
    return RecordNames.of(id);
  }

  RecordStore store() {
    return store;
  }

  Controllers controllers() {
    return controllers;
  }

  @Override
  public void close() {
    controllers.close();
    store.close();
    client.close();
    recordsClient.close();
  }
}

package io.fairlead.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.agent.cluster.FluxStandIn;
import io.fairlead.agent.cluster.Labels;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.record.ConfigRecord;
import io.fairlead.agent.record.RecordKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An agent on an API server, a namespace for its configurations' objects, and a stand-in for Flux
/// there. Whatever the test does with [#client()] is done by somebody else than the agent.
final class Stage implements AutoCloseable {
  /// How long something may take that waits for nothing but the agent.
  static final Duration SOON = Duration.ofSeconds(20);

  /// How long something may differ from what it has to be.
  static final Duration DRIFT = Duration.ofSeconds(5);

  private final TestCluster cluster;
  private final Duration cleanUpLimit;
  private final String apps;
  private final Seen seen;
  private final FluxStandIn flux;
  private AgentUnderTest agent;

  /// On the first server.
  static Stage of(Class<?> test) {
    return of(test, Duration.ofMinutes(10));
  }

  /// On the first server.
  ///
  /// @param cleanUpLimit how long the agent waits for a finalizer
  static Stage of(Class<?> test, Duration cleanUpLimit) {
    TestCluster cluster = TestCluster.of(test);
    cluster.installFluxDefinitions();
    return new Stage(cluster, cleanUpLimit);
  }

  private Stage(TestCluster cluster, Duration cleanUpLimit) {
    this.cluster = cluster;
    this.cleanUpLimit = cleanUpLimit;
    // An operator's namespace has at most 23 characters.
    apps = "apps-" + cluster.namespace().substring(cluster.namespace().length() - 8);
    cluster.alsoRemoveNamespace(apps);
    var _ =
        cluster
            .client()
            .resource(new NamespaceBuilder().withNewMetadata().withName(apps).endMetadata().build())
            .create();
    seen = new Seen(cluster.client());
    flux = FluxStandIn.in(cluster.client(), apps);
    startAgent();
  }

  void startAgent() {
    agent = new AgentUnderTest(cluster.config(), cluster.namespace(), cleanUpLimit);
  }

  /// Starts it on a node with that clock.
  void startAgent(Clock clock) {
    agent = new AgentUnderTest(cluster.config(), cluster.namespace(), cleanUpLimit, clock);
  }

  /// Starts it with a way of its own to the cluster for each of its halves.
  void startAgent(Config records, Config controllers) {
    agent = new AgentUnderTest(records, controllers, cluster.namespace());
  }

  void stopAgent() {
    agent.close();
  }

  AgentUnderTest agent() {
    return agent;
  }

  TestCluster cluster() {
    return cluster;
  }

  KubernetesClient client() {
    return cluster.client();
  }

  Seen seen() {
    return seen;
  }

  FluxStandIn flux() {
    return flux;
  }

  /// The namespace of the objects.
  String apps() {
    return apps;
  }

  /// Has what is left of a configuration's objects outside namespaces removed in the end.
  ResourceId known(ResourceId id) {
    cluster.alsoRemoveLabelled(Labels.CONFIGURATION, AgentUnderTest.record(id));
    return id;
  }

  /// Waits for a report on that generation.
  ConfigurationStatus awaitCompliance(ResourceId id, long generation, Compliance compliance) {
    return awaitCompliance(SOON, id, generation, compliance);
  }

  ConfigurationStatus awaitCompliance(
      Duration limit, ResourceId id, long generation, Compliance compliance) {
    await()
        .atMost(limit)
        .untilAsserted(
            () ->
                assertThat(agent.status(id))
                    .hasValueSatisfying(
                        status -> {
                          assertThat(status.observed().generation()).isEqualTo(generation);
                          assertThat(status.compliance())
                              .as(status.toString())
                              .isEqualTo(compliance);
                        }));
    return agent.status(id).orElseThrow();
  }

  /// Waits for a report with that in its message.
  ConfigurationStatus awaitMessage(ResourceId id, String... parts) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(agent.status(id))
                    .hasValueSatisfying(status -> assertThat(status.message()).contains(parts)));
    return agent.status(id).orElseThrow();
  }

  /// The record of a configuration; empty when there is none.
  Optional<? extends ConfigRecord> record(ResourceId id) {
    return Optional.ofNullable(
        client()
            .resources(RecordKind.of(id).type())
            .inNamespace(cluster.namespace())
            .withName(AgentUnderTest.record(id))
            .get());
  }

  /// The reason of the record's condition `Ready`; empty when it has none.
  String reason(ResourceId id) {
    return record(id)
        .map(ConfigRecord::statusOrNone)
        .flatMap(status -> Optional.ofNullable(status.conditions()))
        .map(conditions -> conditions.getFirst().getReason())
        .orElse("");
  }

  /// The objects of a configuration, by kind and name.
  Map<String, GenericKubernetesResource> objects(ResourceId id) {
    Map<String, GenericKubernetesResource> objects = new TreeMap<>();
    seen.ofRecord(AgentUnderTest.record(id))
        .forEach(
            object -> objects.put(object.getKind() + " " + object.getMetadata().getName(), object));
    return objects;
  }

  /// The `metadata.uid` of each object of a configuration.
  Map<String, String> uids(ResourceId id) {
    Map<String, String> uids = new TreeMap<>();
    objects(id).forEach((name, object) -> uids.put(name, object.getMetadata().getUid()));
    return uids;
  }

  /// Changes an object by JSON patch, in which `'` stands for `"`.
  GenericKubernetesResource edit(GenericKubernetesResource object, String patch) {
    return client()
        .resource(object)
        .patch(PatchContext.of(PatchType.JSON), patch.replace('\'', '"'));
  }

  /// What of an object is the agent's affair.
  JsonNode essence(GenericKubernetesResource object) {
    ObjectNode body = client().getKubernetesSerialization().convertValue(object, ObjectNode.class);
    ObjectNode essence = body.deepCopy();
    essence.remove("status");
    essence.remove("metadata");
    // Given by the cluster, another one each time.
    essence.withObject("/spec").remove(List.of("clusterIP", "clusterIPs"));
    essence.set("labels", body.at("/metadata/labels"));
    essence.set("applied", body.at("/metadata/annotations/fairlead.io~1applied"));
    return essence;
  }

  /// Writes what the controller of Deployments would once all pods are available.
  void makeAvailable(ResourceId id) {
    deployments(id)
        .forEach(
            (name, object) ->
                setStatus(
                    object,
                    "'replicas':1,'updatedReplicas':1,'readyReplicas':1,'availableReplicas':1,"
                        + "'conditions':[{'type':'Available','status':'True',"
                        + "'reason':'MinimumReplicasAvailable','message':''},"
                        + "{'type':'Progressing','status':'True',"
                        + "'reason':'NewReplicaSetAvailable','message':''}]"));
  }

  Map<String, GenericKubernetesResource> deployments(ResourceId id) {
    Map<String, GenericKubernetesResource> deployments = objects(id);
    deployments.values().removeIf(object -> !object.getKind().equals("Deployment"));
    return deployments;
  }

  /// Writes a status about the present generation of an object.
  void setStatus(GenericKubernetesResource object, String fields) {
    String status =
        "{'status':{'observedGeneration':%d,%s}}"
            .formatted(object.getMetadata().getGeneration(), fields);
    var _ =
        client()
            .resource(object)
            .subresource("status")
            .patch(PatchContext.of(PatchType.JSON_MERGE), status.replace('\'', '"'));
  }

  GenericKubernetesResource object(ManagedKind kind, String name) {
    return seen.object(kind, apps, name).require();
  }

  boolean exists(ManagedKind kind, String name) {
    return seen.exists(kind, apps, name);
  }

  @Override
  public void close() {
    agent.close();
    flux.close();
    cluster.close();
  }
}

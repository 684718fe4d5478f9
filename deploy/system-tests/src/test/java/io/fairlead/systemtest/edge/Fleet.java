package io.fairlead.systemtest.edge;

import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.user.Bodies;
import io.fairlead.systemtest.user.ConfigUser;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The clusters of one test. Their names are new each time, so tests that share a hub do not meet.
public final class Fleet implements AutoCloseable {
  private static final String SUBSCRIPTION = "0b1f6471-1bf0-4dda-aec3-cb9272f09590";

  private final ConfigUser user;
  private final URI gateway;
  private final Path directory;
  private final EdgeRuntime runtime;
  private final String resourceGroup = "edge-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<ResourceId> clusters = new ArrayList<>();
  private final List<TestAgent> agents = new ArrayList<>();
  private final List<KubeCluster> kubes = new ArrayList<>();

  /// @param directory for the agents' state
  public Fleet(ConfigUser user, URI gateway, Path directory, EdgeRuntime runtime) {
    this.user = user;
    this.gateway = gateway;
    this.directory = directory;
    this.runtime = runtime;
  }

  /// The resource group of its clusters.
  public PolicyScope scope() {
    return PolicyScope.parse("/subscriptions/" + SUBSCRIPTION + "/resourceGroups/" + resourceGroup);
  }

  /// Registers a cluster that has no agent yet.
  public ResourceId register(String name, ClusterKey key) {
    ResourceId cluster =
        ResourceId.cluster(
            SUBSCRIPTION, resourceGroup, "Microsoft.Kubernetes/connectedClusters", name);
    user.put(cluster, Bodies.cluster(key.registered())).expect(200, 201);
    clusters.add(cluster);
    return cluster;
  }

  /// Registers a cluster that has no agent yet, and waits until the gateway lets it in.
  public ResourceId registerAndKnown(String name, ClusterKey key) {
    ResourceId cluster = register(name, key);
    await("the gateway knows " + name)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> RawSession.isLetIn(gateway, cluster, key));
    return cluster;
  }

  /// Registers a cluster and starts its agent, which is connected when this returns.
  public TestAgent join(String name) {
    ClusterKey key = ClusterKey.create();
    return agent(register(name, key), key, name).started();
  }

  /// Registers a cluster with a real API server and starts the agent's program in it, which is in
  /// sync when this returns. Only for tests that are left out where no such server is named.
  public KubeCluster kube(Class<?> test) {
    return kube(TestCluster.of(test), "first");
  }

  /// The same on another server.
  public KubeCluster secondKube(Class<?> test) {
    return kube(TestCluster.second(test), "second");
  }

  private KubeCluster kube(TestCluster server, String name) {
    ClusterKey key = ClusterKey.sealable();
    KubeCluster cluster =
        new KubeCluster(
            register(name, key),
            key,
            user,
            server,
            gateway,
            directory.resolve(resourceGroup).resolve(name));
    kubes.add(cluster);
    return cluster.started();
  }

  /// Registers an agent's cluster again, with its old key, in a hub that does not know it.
  public void registerAgain(TestAgent agent) {
    user.put(agent.cluster(), Bodies.cluster(agent.key().registered())).expect(201);
  }

  /// Another agent with the identity of a cluster that has one: a cloned machine.
  public TestAgent twinOf(TestAgent agent) {
    return agent(agent.cluster(), agent.key(), agent.cluster().name() + "-twin");
  }

  @Override
  public void close() {
    agents.forEach(TestAgent::close);
    kubes.forEach(KubeCluster::close);
    // A cluster without its agent would look connected for a while to the tests that follow.
    clusters.forEach(cluster -> user.delete(cluster).expect(200, 202, 204));
  }

  private TestAgent agent(ResourceId cluster, ClusterKey key, String name) {
    TestAgent agent =
        new TestAgent(
            cluster,
            key,
            Link.to(gateway),
            directory.resolve(resourceGroup).resolve(name),
            runtime);
    agents.add(agent);
    return agent;
  }
}

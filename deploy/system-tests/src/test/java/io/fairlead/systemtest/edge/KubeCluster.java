package io.fairlead.systemtest.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.cluster.FluxStandIn;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.local.agent.AgentTarget;
import io.fairlead.systemtest.user.Answer;
import io.fairlead.systemtest.user.Bodies;
import io.fairlead.systemtest.user.ConfigUser;
import io.fairlead.systemtest.user.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// A cluster with a real API server and the agent's own program, behind a link of its own.
/// Something stands in for Flux's controllers; there are no other controllers. All configurations
/// have their objects in one namespace, which is this cluster's alone.
public final class KubeCluster implements AutoCloseable {
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int WRITES_AT_ONCE = 8;

  private final ResourceId id;
  private final ClusterKey key;
  private final ConfigUser user;
  private final TestCluster server;
  private final String apps;
  private final FluxStandIn flux;
  private final Link link;
  private final KubeAgent agent;

  /// Takes a server over; the agent does not run yet.
  ///
  /// @param directory for the key and the log
  KubeCluster(
      ResourceId id,
      ClusterKey key,
      ConfigUser user,
      TestCluster server,
      URI gateway,
      Path directory) {
    this.id = id;
    this.key = key;
    this.user = user;
    this.server = server;
    server.installFluxDefinitions();
    apps = server.namespace() + "-apps";
    server.alsoRemoveNamespace(apps);
    flux = FluxStandIn.in(server.client(), apps);
    link = Link.to(gateway);
    agent =
        new KubeAgent(
            new AgentTarget(server.kubeconfig(), id, "westeurope", server.namespace(), false),
            keyFile(key, directory),
            link,
            directory.resolve("agent.log"));
  }

  private static Path keyFile(ClusterKey key, Path directory) {
    try {
      return key.writeTo(Files.createDirectories(directory).resolve("key.pem"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts the agent and waits until it is in sync.
  KubeCluster started() {
    agent.start();
    agent.awaitPhase("LIVE");
    return this;
  }

  /// Its id at the hub.
  public ResourceId id() {
    return id;
  }

  /// Its agent.
  public KubeAgent agent() {
    return agent;
  }

  /// The line between its agent and the hub.
  public Link link() {
    return link;
  }

  /// Who plays Flux in it.
  public FluxStandIn flux() {
    return flux;
  }

  /// Its API server; the agent's records are in [TestCluster#namespace()].
  public TestCluster server() {
    return server;
  }

  /// What is in it.
  public KubeObjects objects() {
    return new KubeObjects(server.client(), apps);
  }

  /// The namespace of all of its configurations' objects.
  public String apps() {
    return apps;
  }

  /// The id of one of its fluxConfigurations.
  public ResourceId flux(String name) {
    return id.extension(FLUX, name);
  }

  /// A fluxConfiguration's body with its objects in [#apps()]; to be changed at will.
  public ObjectNode body(String value) {
    ObjectNode body = Bodies.flux(value);
    body.withObject("/properties").put("scope", "namespace").put("namespace", apps);
    body.withObject("/properties/kustomizations/main").put("prune", true);
    return body;
  }

  /// Creates or replaces a configuration.
  public ResourceId write(String name, String value) {
    return write(name, body(value));
  }

  /// Creates or replaces a configuration.
  public ResourceId write(String name, JsonNode body) {
    ResourceId configuration = flux(name);
    user.put(configuration, body).expect(200, 201);
    return configuration;
  }

  /// Creates configurations `c0`, `c1`, … whose values are `./NAME`, and waits until all are in the
  /// cluster and the hub knows it.
  public List<ResourceId> writeMany(int count) {
    List<ResourceId> written =
        Together.times(count, WRITES_AT_ONCE, number -> write("c" + number, "./c" + number));
    awaitCompliant(written);
    return written;
  }

  /// Waits until these are as the user wants them, by what the user reads.
  public void awaitCompliant(Collection<ResourceId> configurations) {
    configurations.forEach(
        one ->
            await(one.name() + " is compliant; the agent says: " + agent.log())
                .atMost(SOON)
                .pollInterval(POLL)
                .untilAsserted(() -> assertCompliant(user.get(one))));
  }

  /// Waits until this one is as the user wants it, by what the user reads.
  public void awaitCompliant(ResourceId configuration) {
    awaitCompliant(List.of(configuration));
  }

  private static void assertCompliant(Answer answer) {
    assertThat(answer.text("/properties/delivery/state"))
        .as(answer.toString())
        .isEqualTo("Reported");
    assertThat(answer.text("/properties/complianceState"))
        .as(answer.toString())
        .isEqualTo("Compliant");
  }

  /// Registers it again, with its old key, in a hub that does not know it.
  public void registerAgain() {
    user.put(id, Bodies.cluster(key.registered())).expect(201);
  }

  @Override
  public void close() {
    agent.close();
    link.close();
    flux.close();
    server.close();
  }
}

package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A Kubernetes API for the tests of one class: a real server where one is named, else a mock.
///
/// `FAIRLEAD_TEST_KUBECONFIG` (or the system property `fairlead.test.kubeconfig`) is the path of
/// the real server's kubeconfig, `FAIRLEAD_TEST_KUBECONFIG_2` that of another one.
///
/// The mock keeps objects, gives them resource versions and generations, keeps finalizers and the
/// status subresource, and serves watches, with label selectors too. It knows no server-side apply
/// (415) and so no field managers, no strategic merge patch (415), and its merge patch adds to a
/// list instead of replacing it. It has watches over WebSocket only, no schemas (it neither refuses
/// nor prunes anything), and no RBAC.
///
/// Close whoever acts in the cluster before the cluster, or they make again what is removed.
public final class TestCluster implements AutoCloseable {
  private static final int LONGEST_NAME = 40;

  /// The server names who changes a field by what stands before the slash.
  private static final String USER_AGENT = "fairlead-tests/1";

  /// One for all clients: each of its own takes a moment to start and to stop.
  private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));

  private final Config config;
  private final KubernetesClient client;
  private final String namespace;
  private final Path kubeconfig;
  private final @Nullable MockApi mock;
  private final Set<String> namespaces = new LinkedHashSet<>();
  private final Map<String, String> labels = new LinkedHashMap<>();

  private TestCluster(String namespace, Path kubeconfig, @Nullable MockApi mock) {
    this.namespace = namespace;
    this.kubeconfig = kubeconfig;
    this.mock = mock;
    this.config =
        new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
            .withNamespace(namespace)
            .withUserAgent(USER_AGENT)
            .build();
    this.client = newClient(config);
    makeNamespace(namespace);
  }

  /// The first cluster, with a namespace of its own for that test class.
  public static TestCluster of(Class<?> test) {
    return open(NamedServer.FIRST, test);
  }

  /// Another cluster than the first one: nothing of the one is in the other.
  public static TestCluster second(Class<?> test) {
    return open(NamedServer.SECOND, test);
  }

  /// Whether the first cluster is a real API server.
  public static boolean isReal() {
    return NamedServer.FIRST.kubeconfig().isPresent();
  }

  /// A client on Vert.x, as the agent's is. The caller closes it.
  public static KubernetesClient newClient(Config config) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new VertxHttpClientFactory(VERTX))
        .build();
  }

  /// A client that may do everything, in [#namespace()] where nothing else is said. Closed with the
  /// cluster.
  public KubernetesClient client() {
    return client;
  }

  /// What [#client()] was made of.
  public Config config() {
    return config;
  }

  /// A namespace that only this instance uses.
  public String namespace() {
    return namespace;
  }

  /// A kubeconfig with which a process may do everything. Its default namespace is not
  /// [#namespace()] on a real server.
  public Path kubeconfig() {
    return kubeconfig;
  }

  /// Makes one more namespace of this instance; removed in the end.
  ///
  /// @param suffix what its name has after that of [#namespace()]
  public String makeNamespaceWith(String suffix) {
    String name = namespace + "-" + suffix;
    makeNamespace(name);
    return name;
  }

  /// Has a namespace that someone else makes removed in the end.
  public void alsoRemoveNamespace(String name) {
    namespaces.add(name);
  }

  /// Has objects of the whole cluster with that label removed in the end, namespaces included.
  public void alsoRemoveLabelled(String key, String value) {
    labels.put(key, value);
  }

  /// Makes Flux's kinds known to the cluster, and returns when they are. They stay when this is
  /// closed: other tests on the same server may use them.
  public void installFluxDefinitions() {
    new FluxDefinitions(client, mock == null).install();
  }

  /// Makes Flux's kinds known as old Flux has them: in one version, which is not the present one.
  /// They must not be there yet. For a real server that nobody uses at the same time.
  public void installOldFluxDefinitions() {
    new FluxDefinitions(client, mock == null, true).install();
  }

  /// Removes Flux's kinds with all of their objects, in all namespaces: not for a server that
  /// others use at the same time.
  public void removeFluxDefinitions() {
    new FluxDefinitions(client, mock == null).remove();
  }

  @Override
  public void close() {
    if (mock == null) {
      Leftovers leftovers = Leftovers.in(client);
      leftovers.removeNamespaces(namespaces);
      labels.forEach(leftovers::removeLabelled);
      client.close();
    } else {
      client.close();
      mock.close();
    }
  }

  private static TestCluster open(NamedServer server, Class<?> test) {
    String namespace = uniqueName(test);
    Optional<Path> named = server.kubeconfig();
    if (named.isPresent()) {
      return new TestCluster(namespace, named.get(), null);
    }
    MockApi mock = MockApi.start(namespace);
    return new TestCluster(namespace, mock.kubeconfig().path(), mock);
  }

  private void makeNamespace(String name) {
    namespaces.add(name);
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  private static String uniqueName(Class<?> test) {
    String readable =
        test.getSimpleName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    return readable.substring(0, Math.min(readable.length(), LONGEST_NAME))
        + "-"
        + UUID.randomUUID().toString().substring(0, 8);
  }

  private record MockApi(KubernetesMockServer server, Kubeconfig kubeconfig) {
    static MockApi start(String namespace) {
      var server =
          new KubernetesMockServer(
              new Context(),
              new MockWebServer(),
              new HashMap<>(),
              new KubernetesCrudDispatcher(),
              false);
      server.init();
      URI address = URI.create("http://" + server.getHostName() + ":" + server.getPort());
      return new MockApi(server, Kubeconfig.of(address, namespace));
    }

    void close() {
      server.destroy();
      kubeconfig.close();
    }
  }
}

package io.fairlead.local.agent;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.identity.AgentIdentity;
import io.fairlead.session.identity.KeyAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// A Kubernetes API that keeps objects in memory, with the kubeconfig that leads to it.
public final class FakeCluster implements AutoCloseable {
  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(),
          false);
  private final Path kubeconfig;

  /// Starts one.
  ///
  /// @param directory for the kubeconfig
  public FakeCluster(Path directory) throws IOException {
    server.start();
    kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: here
            clusters: [{name: here, cluster: {server: "%s"}}]
            users: [{name: me, user: {token: anything}}]
            contexts: [{name: here, context: {cluster: here, user: me}}]
            """
                .formatted(server.url("/")));
  }

  /// The file that leads to it.
  public Path kubeconfig() {
    return kubeconfig;
  }

  /// Holds a key of that cluster, of a kind that is quick to make.
  ///
  /// @param directory for the key's file
  /// @return the key
  String holdKey(ResourceId cluster, String namespace, Path directory) throws IOException {
    Path file = directory.resolve("held.pem");
    AgentIdentity.readOrGenerate(cluster, file, KeyAlgorithm.EC_P256);
    String pem = Files.readString(file);
    hold(namespace, pem);
    return pem;
  }

  /// Holds that as its key.
  void hold(String namespace, String pem) {
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(KeySecret.NAME)
            .endMetadata()
            .addToData(
                KeySecret.ENTRY,
                Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)))
            .build();
    client().resource(secret).create();
  }

  /// What it holds as its key; null for nothing.
  @Nullable String held(String namespace) {
    Secret secret = client().secrets().inNamespace(namespace).withName(KeySecret.NAME).get();
    return secret == null
        ? null
        : new String(
            Base64.getDecoder().decode(secret.getData().get(KeySecret.ENTRY)),
            StandardCharsets.UTF_8);
  }

  private KubernetesClient client() {
    return server.createClient();
  }

  @Override
  public void close() {
    server.destroy();
  }
}

package io.fairlead.agent.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;

/// Makes the client of the cluster's API.
public final class ClusterClient {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 20_000;

  /// Whoever calls tries again himself, later and with more patience.
  private static final int TRIES_BESIDES_THE_FIRST = 1;

  private ClusterClient() {}

  /// A client for that kubeconfig or, without one, for what `KUBECONFIG` names or the cluster this
  /// runs in.
  ///
  /// @param vertx carries its connections; outlives the client
  /// @param gate may refuse calls before they are made
  /// @throws io.fabric8.kubernetes.client.KubernetesClientException when the kubeconfig cannot be
  ///     read
  public static KubernetesClient of(Optional<Path> kubeconfig, Vertx vertx, Interceptor gate) {
    Config found =
        kubeconfig
            .map(file -> Config.fromKubeconfig(file.toFile()))
            .orElseGet(() -> Config.autoConfigure(null));
    Config config =
        new ConfigBuilder(found)
            .withConnectionTimeout(CONNECT_MILLIS)
            .withRequestTimeout(REQUEST_MILLIS)
            .withRequestRetryBackoffLimit(TRIES_BESIDES_THE_FIRST)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new VertxHttpClientFactory(vertx))
        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("gate", gate))
        // Without loading the classes of all kinds that there are.
        .withKubernetesSerialization(new KubernetesSerialization(new ObjectMapper(), false))
        .build();
  }
}

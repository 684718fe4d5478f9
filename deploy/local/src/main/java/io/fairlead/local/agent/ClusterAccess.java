package io.fairlead.local.agent;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.embedded.StartException;
import java.nio.file.Path;

/// The way into a cluster that a kubeconfig describes.
final class ClusterAccess {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 10_000;
  private static final int MORE_ATTEMPTS = 2;

  private ClusterAccess() {}

  /// A client of the cluster's API, with the kubeconfig's current context.
  ///
  /// @throws StartException when the file is no kubeconfig, or has no current context
  static KubernetesClient open(Path kubeconfig) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(read(kubeconfig))
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                .withRequestRetryBackoffLimit(MORE_ATTEMPTS)
                .build())
        .build();
  }

  private static Config read(Path kubeconfig) {
    try {
      Config config = Config.fromKubeconfig(kubeconfig.toFile());
      if (config.getCurrentContext() == null || config.getCurrentContext().getContext() == null) {
        throw new StartException(
            "--kubeconfig "
                + kubeconfig
                + ": must be a kubeconfig with a current-context that it has");
      }
      return config;
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new StartException(
          "--kubeconfig " + kubeconfig + ": is no kubeconfig: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}

package io.fairlead.local.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.contract.id.ResourceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// The same against a real API server, which keeps what it is told differently from a stand-in.
@EnabledIfEnvironmentVariable(
    named = "FAIRLEAD_TEST_KUBECONFIG",
    matches = ".+",
    disabledReason = "FAIRLEAD_TEST_KUBECONFIG names no cluster")
class RealClusterTest {
  private static final ResourceId CLUSTER =
      ResourceId.cluster(
          "00000000-0000-0000-0000-000000000001",
          "fleet",
          "Microsoft.Kubernetes/connectedClusters",
          "ship");

  @Test
  void keeps_the_key_that_it_made(@TempDir Path directory) throws Exception {
    // Given
    Path kubeconfig = Path.of(System.getenv("FAIRLEAD_TEST_KUBECONFIG"));
    String namespace = "enrolment-" + UUID.randomUUID();
    Path first = directory.resolve("first.pem");
    Path second = directory.resolve("second.pem");
    try (KubernetesClient client = ClusterAccess.open(kubeconfig)) {
      var secret = new KeySecret(client, namespace);
      try {
        assertThat(secret.keep(CLUSTER, first).made()).isTrue();

        // When
        KeySecret.Kept kept = secret.keep(CLUSTER, second);

        // Then
        assertThat(kept.made()).isFalse();
        assertThat(Files.readString(second)).isEqualTo(Files.readString(first));
      } finally {
        client.namespaces().withName(namespace).delete();
      }
    }
  }
}

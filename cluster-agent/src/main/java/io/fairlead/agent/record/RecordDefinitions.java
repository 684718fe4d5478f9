package io.fairlead.agent.record;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.cluster.Definitions;
import io.fairlead.agent.cluster.Labels;
import java.net.HttpURLConnection;
import java.util.List;
import org.jboss.logging.Logger;

/// Brings the definitions of the records' kinds into the cluster, and the namespace they are in.
/// An agent that may not do that goes on: whoever installed it has brought them.
public final class RecordDefinitions {
  private static final Logger LOG = Logger.getLogger(RecordDefinitions.class);

  /// The resources with the definitions.
  static final List<String> FILES =
      List.of("/crd/fluxconfigs.fairlead.io.yaml", "/crd/gitconfigs.fairlead.io.yaml");

  private RecordDefinitions() {}

  static void install(KubernetesClient client, String namespace) {
    makeNamespace(client, namespace);
    for (String file : FILES) {
      allowed(file, () -> new Definitions(client).apply(file));
    }
  }

  /// Makes the namespace where it is missing, if the agent may.
  public static void makeNamespace(KubernetesClient client, String namespace) {
    allowed(
        "namespace " + namespace,
        () -> {
          if (client.namespaces().withName(namespace).get() == null) {
            var _ =
                client
                    .resource(
                        new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .withLabels(Labels.shared())
                            .endMetadata()
                            .build())
                    .create();
          }
        });
  }

  private static void allowed(String what, Runnable step) {
    try {
      step.run();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      LOG.infof("definition=not-written what=\"%s\" reason=\"not allowed\"", what);
    }
  }
}

package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Brings definitions of kinds into the cluster. Thread-safe.
public final class Definitions {
  private final KubernetesClient client;
  private final Set<String> there = ConcurrentHashMap.newKeySet();

  public Definitions(KubernetesClient client) {
    this.client = client;
  }

  /// Brings those that are missing. One that is there is left as it is, whoever brought it.
  ///
  /// @param files resources of the class path
  public void bring(List<String> files) {
    for (String file : files) {
      if (!there.contains(file)) {
        CustomResourceDefinition definition = read(file);
        if (client.resource(definition).get() == null) {
          apply(definition);
        }
        there.add(file);
      }
    }
  }

  /// Brings one, in place of whatever is there.
  ///
  /// @param file a resource of the class path
  public void apply(String file) {
    apply(read(file));
  }

  private void apply(CustomResourceDefinition definition) {
    var _ = client.resource(definition).patch(ServerSideApply.byAgent());
  }

  private CustomResourceDefinition read(String file) {
    try (InputStream yaml = Definitions.class.getResourceAsStream(file)) {
      return client.getKubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

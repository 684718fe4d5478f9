package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Brings definitions of kinds into the cluster. Thread-safe.
public final class Definitions {
  /// Not by the client's own type, whose schemas of schemas would stay in memory.
  private static final ResourceDefinitionContext DEFINITION =
      new ResourceDefinitionContext.Builder()
          .withGroup("apiextensions.k8s.io")
          .withVersion("v1")
          .withKind("CustomResourceDefinition")
          .withPlural("customresourcedefinitions")
          .withNamespaced(false)
          .build();

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
        GenericKubernetesResource definition = read(file);
        if (resource(definition).get() == null) {
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

  private void apply(GenericKubernetesResource definition) {
    var _ = resource(definition).patch(ServerSideApply.byAgent());
  }

  private Resource<GenericKubernetesResource> resource(GenericKubernetesResource definition) {
    return client.genericKubernetesResources(DEFINITION).resource(definition);
  }

  private GenericKubernetesResource read(String file) {
    try (InputStream yaml = Definitions.class.getResourceAsStream(file)) {
      return client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

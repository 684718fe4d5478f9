package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fairlead.agent.object.ApiKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which kinds a cluster serves, in which version. Asks the cluster; keeps nothing.
final class KindVersions {
  private final KubernetesClient client;

  KindVersions(KubernetesClient client) {
    this.client = client;
  }

  /// The best version that is known here and served there, of each of these kinds that has one.
  /// What Kubernetes itself brings is not asked for.
  ///
  /// @throws io.fabric8.kubernetes.client.KubernetesClientException when the cluster does not
  ///     answer
  <K extends ApiKind> Map<K, String> served(Collection<K> kinds) {
    Map<K, String> served = new LinkedHashMap<>();
    Map<String, Set<String>> groups = new HashMap<>();
    Map<String, Set<String>> resources = new HashMap<>();
    for (K kind : kinds) {
      if (!kind.isOfFlux()) {
        served.put(kind, kind.versions().getFirst());
        continue;
      }
      Set<String> versions = groups.computeIfAbsent(kind.group(), this::versionsOf);
      kind.versions().stream()
          .filter(versions::contains)
          .filter(
              version ->
                  resources
                      .computeIfAbsent(kind.apiVersion(version), this::pluralsOf)
                      .contains(kind.plural()))
          .findFirst()
          .ifPresent(version -> served.put(kind, version));
    }
    return served;
  }

  /// How a kind is addressed in that version.
  static ResourceDefinitionContext context(ApiKind kind, String version) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(kind.group())
        .withVersion(version)
        .withKind(kind.name())
        .withPlural(kind.plural())
        .withNamespaced(kind.isNamespaced())
        .build();
  }

  private Set<String> versionsOf(String group) {
    @Nullable APIGroup found = client.getApiGroup(group);
    Set<String> versions = new HashSet<>();
    if (found != null) {
      found.getVersions().stream().map(GroupVersionForDiscovery::getVersion).forEach(versions::add);
    }
    return versions;
  }

  private Set<String> pluralsOf(String apiVersion) {
    @Nullable APIResourceList found = client.getApiResources(apiVersion);
    Set<String> plurals = new HashSet<>();
    if (found != null) {
      found.getResources().forEach(resource -> plurals.add(resource.getName()));
    }
    return plurals;
  }
}

package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a test leaves behind in a cluster, and how it goes.
///
/// The API servers of tests have no controllers, so this does what the namespace controller would:
/// a namespace is closed for new objects, emptied, and let go.
final class Leftovers {
  private record Kind(ResourceDefinitionContext context) {
    boolean isNamespaced() {
      return context.isNamespaceScoped();
    }
  }

  private final KubernetesClient client;
  private final List<Kind> kinds;

  private Leftovers(KubernetesClient client, List<Kind> kinds) {
    this.client = client;
    this.kinds = kinds;
  }

  /// Asks the cluster which kinds of objects there can be.
  static Leftovers in(KubernetesClient client) {
    List<Kind> kinds = new ArrayList<>(kindsOf(client, "", "v1"));
    for (APIGroup group : client.getApiGroups().getGroups()) {
      kinds.addAll(kindsOf(client, group.getName(), group.getPreferredVersion().getVersion()));
    }
    return new Leftovers(client, List.copyOf(kinds));
  }

  /// Removes namespaces with all that is in them, finalizers or not. None of a name is fine.
  void removeNamespaces(Collection<String> names) {
    names.forEach(name -> client.namespaces().withName(name).delete());
    // Asked once for each kind, not for each namespace: most kinds have nothing anywhere.
    for (Kind kind : kinds) {
      if (kind.isNamespaced()) {
        listed(client.genericKubernetesResources(kind.context()).inAnyNamespace()).stream()
            .filter(object -> names.contains(object.getMetadata().getNamespace()))
            .forEach(object -> remove(object, kind));
      }
    }
    names.forEach(this::letGo);
  }

  /// Removes the cluster's own objects with that label, namespaces with all that is in them.
  void removeLabelled(String key, String value) {
    removeNamespaces(
        client.namespaces().withLabel(key, value).list().getItems().stream()
            .map(namespace -> namespace.getMetadata().getName())
            .collect(Collectors.toSet()));
    for (Kind kind : kinds) {
      if (!kind.isNamespaced() && !kind.context().getPlural().equals("namespaces")) {
        listed(client.genericKubernetesResources(kind.context()).withLabel(key, value))
            .forEach(object -> remove(object, kind));
      }
    }
  }

  /// Takes all finalizers off an object; one that is gone is fine.
  static <T extends HasMetadata> void dropFinalizers(T object, Resource<?> resource) {
    if (object.getFinalizers().isEmpty()) {
      return;
    }
    unlessGone(
        () ->
            resource.patch(
                PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}"));
  }

  private void letGo(String name) {
    Namespace empty = client.namespaces().withName(name).get();
    if (empty == null) {
      return;
    }
    empty.getSpec().setFinalizers(List.of());
    try {
      client.raw("/api/v1/namespaces/" + name + "/finalize", "PUT", empty);
    } catch (KubernetesClientException e) {
      // Either way, the cluster has a namespace controller, and it is at work on this one.
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND
          && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  private void remove(GenericKubernetesResource object, Kind kind) {
    var all = client.genericKubernetesResources(kind.context());
    String name = object.getMetadata().getName();
    Resource<GenericKubernetesResource> resource =
        kind.isNamespaced()
            ? all.inNamespace(object.getMetadata().getNamespace()).withName(name)
            : all.withName(name);
    unlessGone(() -> resource.withGracePeriod(0).delete());
    dropFinalizers(object, resource);
  }

  private static List<Kind> kindsOf(KubernetesClient client, String group, String version) {
    String groupVersion = group.isEmpty() ? version : group + "/" + version;
    return Optional.ofNullable(client.getApiResources(groupVersion)).stream()
        .flatMap(found -> found.getResources().stream())
        .filter(found -> !found.getName().contains("/"))
        .filter(found -> found.getVerbs().containsAll(List.of("list", "delete")))
        .map(found -> new Kind(context(group, version, found)))
        .toList();
  }

  private static ResourceDefinitionContext context(String group, String version, APIResource kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group.isEmpty() ? null : group)
        .withVersion(version)
        .withKind(kind.getKind())
        .withPlural(kind.getName())
        .withNamespaced(kind.getNamespaced())
        .build();
  }

  /// What a listing finds; a kind whose definition was removed meanwhile has no objects.
  private static List<GenericKubernetesResource> listed(
      Listable<GenericKubernetesResourceList> objects) {
    try {
      return objects.list().getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  private static void unlessGone(Runnable change) {
    try {
      change.run();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }
}

package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /// Removes a namespace with all that is in it, finalizers or not. None of that name is fine.
  void removeNamespace(String name) {
    if (client.namespaces().withName(name).get() == null) {
      return;
    }
    client.namespaces().withName(name).delete();
    for (Kind kind : kinds) {
      if (kind.isNamespaced()) {
        listed(
                () ->
                    client
                        .genericKubernetesResources(kind.context())
                        .inNamespace(name)
                        .list()
                        .getItems())
            .forEach(object -> remove(object, kind));
      }
    }
    Namespace empty = client.namespaces().withName(name).get();
    if (empty != null) {
      empty.getSpec().setFinalizers(List.of());
      client.raw("/api/v1/namespaces/" + name + "/finalize", "PUT", empty);
    }
  }

  /// Removes the cluster's own objects with that label, namespaces with all that is in them.
  void removeLabelled(String key, String value) {
    client.namespaces().withLabel(key, value).list().getItems().stream()
        .map(namespace -> namespace.getMetadata().getName())
        .forEach(this::removeNamespace);
    for (Kind kind : kinds) {
      if (!kind.isNamespaced() && !kind.context().getPlural().equals("namespaces")) {
        listed(
                () ->
                    client
                        .genericKubernetesResources(kind.context())
                        .withLabel(key, value)
                        .list()
                        .getItems())
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

  private interface Listing {
    List<GenericKubernetesResource> list();
  }

  /// What a listing finds; a kind whose definition was removed meanwhile has no objects.
  private static List<GenericKubernetesResource> listed(Listing listing) {
    try {
      return listing.list();
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

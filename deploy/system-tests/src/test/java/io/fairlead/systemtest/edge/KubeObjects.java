package io.fairlead.systemtest.edge;

import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.agent.object.ManagedKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The objects that the agent made in a namespace, asked for each time.
///
/// Where one object is meant, it is called as `kubectl` has it: `Kustomization c0-main`.
public record KubeObjects(KubernetesClient client, String namespace) {
  private static final String OURS = "fairlead.io/configuration";

  /// Their uids, by what they are called.
  public Map<String, String> uids() {
    return each(object -> object.getMetadata().getUid());
  }

  /// Their resource versions, which change with every write, by what they are called.
  public Map<String, String> versions() {
    return each(object -> object.getMetadata().getResourceVersion());
  }

  /// What an object is; empty when there is none.
  public Optional<GenericKubernetesResource> find(String called) {
    return Optional.ofNullable(resource(called).get());
  }

  /// Whether there is one.
  public boolean has(String called) {
    return find(called).isPresent();
  }

  /// A text in an object; empty when there is no object or nothing there.
  ///
  /// @param path names of fields, from the root on
  public String text(String called, Object... path) {
    return find(called).map(object -> object.<Object>get(path)).map(Object::toString).orElse("");
  }

  /// Edits an object by hand.
  ///
  /// @param merge a JSON merge patch, with `'` for `"`
  public void edit(String called, String merge) {
    var _ = resource(called).patch(PatchContext.of(PatchType.JSON_MERGE), merge.replace('\'', '"'));
  }

  /// Deletes an object by hand.
  public void delete(String called) {
    var _ = resource(called).delete();
  }

  private Map<String, String> each(Function<GenericKubernetesResource, String> what) {
    return all().collect(toMap(KubeObjects::called, what, (one, _) -> one, TreeMap::new));
  }

  private Stream<GenericKubernetesResource> all() {
    List<GenericKubernetesResource> all = new ArrayList<>();
    for (ManagedKind kind : ManagedKind.values()) {
      if (kind.isNamespaced()) {
        all.addAll(
            client
                .genericKubernetesResources(apiVersion(kind), kind.name())
                .inNamespace(namespace)
                .withLabel(OURS)
                .list()
                .getItems());
      }
    }
    return all.stream();
  }

  private static String called(GenericKubernetesResource object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  private Resource<GenericKubernetesResource> resource(String called) {
    int space = called.indexOf(' ');
    ManagedKind kind = ManagedKind.valueOf(called.substring(0, space));
    return client
        .genericKubernetesResources(apiVersion(kind), kind.name())
        .inNamespace(namespace)
        .withName(called.substring(space + 1));
  }

  private static String apiVersion(ManagedKind kind) {
    return kind.apiVersion(kind.versions().getFirst());
  }
}

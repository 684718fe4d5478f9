package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a watch keeps of one kind: the index itself, so that nothing is kept twice. Tells whose
/// object changed.
final class IndexedStore implements ItemStore<GenericKubernetesResource> {
  private final ManagedKind kind;
  private final ObjectIndex index;
  private final Consumer<String> changed;

  IndexedStore(ManagedKind kind, ObjectIndex index, Consumer<String> changed) {
    this.kind = kind;
    this.index = index;
    this.changed = changed;
  }

  @Override
  public String getKey(GenericKubernetesResource object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
    SeenObject next = SeenObject.of(kind, object);
    SeenObject former = index.put(next);
    if (former != null && !former.record().equals(next.record())) {
      changed.accept(former.record());
    }
    changed.accept(next.record());
    return former == null ? null : head(former);
  }

  @Override
  public @Nullable GenericKubernetesResource remove(String key) {
    SeenObject former = index.remove(ref(key));
    if (former == null) {
      return null;
    }
    changed.accept(former.record());
    return head(former);
  }

  @Override
  public Stream<String> keySet() {
    return values().map(this::getKey);
  }

  @Override
  public Stream<GenericKubernetesResource> values() {
    return index.all(kind).stream().map(IndexedStore::head);
  }

  @Override
  public int size() {
    return index.all(kind).size();
  }

  @Override
  public @Nullable GenericKubernetesResource get(String key) {
    Optional<SeenObject> found = index.find(ref(key));
    return found.isPresent() ? head(found.get()) : null;
  }

  /// What the watch itself looks at: which object, and which version of it.
  private static GenericKubernetesResource head(SeenObject object) {
    GenericKubernetesResource head = new GenericKubernetesResource();
    head.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(object.ref().namespace())
            .withName(object.ref().name())
            .withResourceVersion(object.resourceVersion())
            .build());
    return head;
  }

  private ObjectRef ref(String key) {
    int slash = key.indexOf('/');
    return slash < 0
        ? new ObjectRef(kind, null, key)
        : new ObjectRef(kind, key.substring(0, slash), key.substring(slash + 1));
  }
}

package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a watch keeps of one kind: of each object only what is read of it. Thread-safe; the watch
/// is the only one that changes it.
final class ReducedStore implements ItemStore<GenericKubernetesResource> {
  /// Told of what is not as it was.
  interface Listener {
    /// It changed.
    ///
    /// @param former null when there was none
    /// @param next null when it is gone
    void changed(
        @Nullable GenericKubernetesResource former, @Nullable GenericKubernetesResource next);
  }

  private final int most;
  private final Function<GenericKubernetesResource, GenericKubernetesResource> reduced;
  private final Listener listener;
  private final Map<String, GenericKubernetesResource> kept = new ConcurrentHashMap<>();

  /// @param most how many objects are kept; the rest is not
  /// @param reduced makes the object to be kept out of the one seen: with its name, namespace and
  ///     resource version
  ReducedStore(
      int most,
      Function<GenericKubernetesResource, GenericKubernetesResource> reduced,
      Listener listener) {
    this.most = most;
    this.reduced = reduced;
    this.listener = listener;
  }

  @Override
  public String getKey(GenericKubernetesResource object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
    if (kept.size() >= most && !kept.containsKey(key)) {
      return null;
    }
    GenericKubernetesResource next = reduced.apply(object);
    GenericKubernetesResource former = kept.put(key, next);
    listener.changed(former, next);
    return former;
  }

  @Override
  public @Nullable GenericKubernetesResource remove(String key) {
    GenericKubernetesResource former = kept.remove(key);
    if (former != null) {
      listener.changed(former, null);
    }
    return former;
  }

  /// Forgets all.
  void clear() {
    List.copyOf(kept.keySet()).forEach(this::remove);
  }

  /// Whether there may be more objects than are kept.
  boolean isFull() {
    return kept.size() >= most;
  }

  @Override
  public Stream<String> keySet() {
    return kept.keySet().stream();
  }

  @Override
  public Stream<GenericKubernetesResource> values() {
    return kept.values().stream();
  }

  @Override
  public int size() {
    return kept.size();
  }

  @Override
  public @Nullable GenericKubernetesResource get(String key) {
    return kept.get(key);
  }
}

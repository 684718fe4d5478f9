package io.fairlead.agent.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.agent.object.Applied;
import io.fairlead.agent.object.FluxKind;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The objects of Flux's own kinds that Flux's Kustomizations applied, known by the labels that
/// Flux gives to all that it applies. Only what is told of them is kept. Thread-safe.
final class AppliedObjects implements SideWatches.Keeper<FluxKind> {
  private static final String NAME = "kustomize.toolkit.fluxcd.io/name";
  private static final String NAMESPACE = "kustomize.toolkit.fluxcd.io/namespace";

  /// The label that all of them have.
  static final String SELECTOR = NAME;

  /// Most objects of one kind that are kept, in the whole cluster.
  static final int MOST = 1_000;

  private static final Reduction REDUCTION =
      new Reduction(
          Set.of(NAME, NAMESPACE),
          Set.of("suspend", "type", "chartRef"),
          Set.of(
              "observedGeneration",
              "conditions",
              "helmChart",
              "history",
              "inventory",
              "lastReleaseRevision",
              "failures",
              "installFailures",
              "upgradeFailures"));

  private final Map<FluxKind, ReducedStore> stores = new EnumMap<>(FluxKind.class);
  private final Map<ObjectRef, Map<List<String>, GenericKubernetesResource>> byApplier =
      new HashMap<>();
  private final KubernetesSerialization json;
  private final Consumer<ObjectRef> changed;
  private final Runnable seen;

  /// @param changed told the Kustomizations that have to do with a change: the one that applied the
  ///     object, the one that applied that one, and so on
  /// @param seen told when all of a kind has been seen
  AppliedObjects(KubernetesSerialization json, Consumer<ObjectRef> changed, Runnable seen) {
    this.json = json;
    this.changed = changed;
    this.seen = seen;
    for (FluxKind kind : FluxKind.values()) {
      stores.put(
          kind,
          new ReducedStore(
              MOST,
              object -> reduced(kind, object),
              (former, next) -> changed(kind, former, next)));
    }
  }

  /// What these Kustomizations applied, and what was applied by Kustomizations among that: what has
  /// their labels and is in their inventories.
  Applied by(Collection<ObservedObject> kustomizations) {
    List<JsonNode> found = new ArrayList<>();
    Map<ObjectRef, Inventory> next = new LinkedHashMap<>();
    kustomizations.forEach(object -> next.put(object.ref(), Inventory.of(object.body())));
    Set<ObjectRef> seen = new HashSet<>(next.keySet());
    while (!next.isEmpty()) {
      ObjectRef applier = next.keySet().iterator().next();
      Inventory inventory = next.remove(applier);
      for (GenericKubernetesResource object : appliedBy(applier)) {
        FluxKind kind = FluxKind.valueOf(object.getKind());
        if (!inventory.has(kind, object)) {
          continue;
        }
        found.add(json.convertValue(object, JsonNode.class));
        if (kind == FluxKind.Kustomization && seen.add(ref(object))) {
          next.put(ref(object), Inventory.of(object));
        }
      }
    }
    return new Applied(found, stores.values().stream().noneMatch(ReducedStore::isFull));
  }

  private synchronized List<GenericKubernetesResource> appliedBy(ObjectRef kustomization) {
    return List.copyOf(byApplier.getOrDefault(kustomization, Map.of()).values());
  }

  private static ObjectRef ref(GenericKubernetesResource kustomization) {
    return new ObjectRef(
        ManagedKind.Kustomization,
        kustomization.getMetadata().getNamespace(),
        kustomization.getMetadata().getName());
  }

  private static ObjectRef applier(GenericKubernetesResource object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return new ObjectRef(
        ManagedKind.Kustomization,
        labels.getOrDefault(NAMESPACE, object.getMetadata().getNamespace()),
        labels.getOrDefault(NAME, ""));
  }

  private static GenericKubernetesResource reduced(
      FluxKind kind, GenericKubernetesResource object) {
    GenericKubernetesResource reduced = REDUCTION.of(object);
    reduced.setKind(kind.name());
    Map<String, Object> status = reduced.get("status");
    Inventory.reduce(status);
    if (status.get("history") instanceof List<?> history) {
      // The newest release comes first.
      status.put("history", List.copyOf(history.subList(0, Math.min(1, history.size()))));
    }
    return reduced;
  }

  private void changed(
      FluxKind kind,
      @Nullable GenericKubernetesResource former,
      @Nullable GenericKubernetesResource next) {
    if (former != null && next != null && !Reduction.differ(former, next)) {
      return;
    }
    Set<ObjectRef> told = new LinkedHashSet<>();
    synchronized (this) {
      if (former != null) {
        forget(kind, former);
        told.addAll(line(applier(former)));
      }
      if (next != null) {
        byApplier
            .computeIfAbsent(applier(next), ref -> new LinkedHashMap<>())
            .put(key(kind, next), next);
        told.addAll(line(applier(next)));
      }
    }
    told.forEach(changed);
  }

  private void forget(FluxKind kind, GenericKubernetesResource former) {
    ObjectRef applier = applier(former);
    Map<List<String>, GenericKubernetesResource> its =
        byApplier.getOrDefault(applier, new HashMap<>());
    its.remove(key(kind, former));
    if (its.isEmpty()) {
      byApplier.remove(applier);
    }
  }

  private static List<String> key(FluxKind kind, GenericKubernetesResource object) {
    return List.of(
        kind.name(), object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  /// A Kustomization, the one that applied it, and so on. One may apply itself.
  private Set<ObjectRef> line(ObjectRef kustomization) {
    Set<ObjectRef> line = new LinkedHashSet<>();
    ObjectRef next = kustomization;
    while (next != null && line.add(next)) {
      GenericKubernetesResource applied =
          Objects.requireNonNull(stores.get(FluxKind.Kustomization))
              .get(next.namespace() + "/" + next.name());
      next = applied == null ? null : applier(applied);
    }
    return line;
  }

  @Override
  public ItemStore<GenericKubernetesResource> store(FluxKind kind) {
    return Objects.requireNonNull(stores.get(kind));
  }

  @Override
  public void seen(FluxKind kind) {
    seen.run();
  }

  @Override
  public void ended(FluxKind kind) {
    Objects.requireNonNull(stores.get(kind)).clear();
  }
}

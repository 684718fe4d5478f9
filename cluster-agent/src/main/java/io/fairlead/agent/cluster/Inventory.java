package io.fairlead.agent.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fairlead.agent.object.FluxKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a Kustomization says it applied (`status.inventory`), as far as it is of Flux's kinds: the
/// one word on that which nobody but Flux can give, as a label is quickly forged.
///
/// @param ids each `NAMESPACE_NAME_GROUP_KIND`, as Flux words it
record Inventory(Set<String> ids) {
  private static final Set<String> KINDS = kinds();

  private static Set<String> kinds() {
    Set<String> kinds = new HashSet<>();
    for (FluxKind kind : FluxKind.values()) {
      kinds.add("_" + kind.group() + "_" + kind.name());
    }
    return Set.copyOf(kinds);
  }

  /// That of a Kustomization.
  static Inventory of(JsonNode kustomization) {
    Set<String> ids = new HashSet<>();
    for (JsonNode entry : kustomization.at("/status/inventory/entries")) {
      String id = entry.path("id").asText("");
      if (isOfFlux(id)) {
        ids.add(id);
      }
    }
    return new Inventory(ids);
  }

  /// That of a reduced Kustomization.
  static Inventory of(GenericKubernetesResource kustomization) {
    List<String> ids = kustomization.get("status", "inventory");
    return new Inventory(ids == null ? Set.of() : Set.copyOf(ids));
  }

  /// Puts the ids in place of the whole inventory.
  static void reduce(Map<String, Object> status) {
    if (status.get("inventory") instanceof Map<?, ?> inventory
        && inventory.get("entries") instanceof Collection<?> entries) {
      status.put(
          "inventory",
          entries.stream()
              .map(entry -> entry instanceof Map<?, ?> fields ? fields.get("id") : null)
              .filter(id -> id instanceof String text && isOfFlux(text))
              .toList());
    } else {
      status.remove("inventory");
    }
  }

  private static boolean isOfFlux(String id) {
    return KINDS.stream().anyMatch(id::endsWith);
  }

  /// Whether an object is in it.
  boolean has(FluxKind kind, GenericKubernetesResource object) {
    return ids.contains(
        "%s_%s_%s_%s"
            .formatted(
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                kind.group(),
                kind.name()));
  }
}

package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which parts of an object are kept.
///
/// @param labels names of labels
/// @param spec names of fields of `spec`
/// @param status names of fields of `status`
record Reduction(Set<String> labels, Set<String> spec, Set<String> status) {
  /// An object with these parts alone, its name, its versions and whether it is being deleted.
  GenericKubernetesResource of(GenericKubernetesResource object) {
    ObjectMeta metadata = object.getMetadata();
    GenericKubernetesResource reduced = new GenericKubernetesResource();
    reduced.setApiVersion(object.getApiVersion());
    reduced.setKind(object.getKind());
    reduced.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .withGeneration(metadata.getGeneration())
            .withResourceVersion(metadata.getResourceVersion())
            .withDeletionTimestamp(metadata.getDeletionTimestamp())
            .withLabels(Map.copyOf(only(metadata.getLabels(), labels)))
            .build());
    reduced.setAdditionalProperty("spec", only(object.get("spec"), spec));
    reduced.setAdditionalProperty("status", only(object.get("status"), status));
    return reduced;
  }

  private static <V> Map<String, V> only(@Nullable Map<String, V> all, Set<String> names) {
    Map<String, V> some = new HashMap<>();
    if (all != null) {
      names.stream()
          .filter(name -> all.get(name) != null)
          .forEach(name -> some.put(name, all.get(name)));
    }
    return some;
  }

  /// Whether two reduced objects differ in more than their resource version.
  static boolean differ(GenericKubernetesResource one, GenericKubernetesResource other) {
    return !parts(one).equals(parts(other));
  }

  private static List<Object> parts(GenericKubernetesResource object) {
    ObjectMeta metadata = object.getMetadata();
    return List.of(
        metadata.getLabels(),
        Optional.ofNullable(metadata.getGeneration()),
        Optional.ofNullable(metadata.getDeletionTimestamp()),
        Objects.requireNonNull(object.<Object>get("spec")),
        Objects.requireNonNull(object.<Object>get("status")));
  }
}

package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Managed objects by reference and by record. Thread-safe.
final class ObjectIndex {
  /// An object without the book of who set what, which is read once and can be longer than the
  /// object.
  record Trimmed(GenericKubernetesResource object, ForeignFields foreign) {
    String record() {
      Map<String, String> labels = object.getMetadata().getLabels();
      return labels == null ? "" : labels.getOrDefault(Labels.CONFIGURATION, "");
    }
  }

  private final Map<ManagedKind, Map<ObjectRef, Trimmed>> byRef = new EnumMap<>(ManagedKind.class);
  private final Map<String, Map<ObjectRef, Trimmed>> byRecord = new HashMap<>();

  /// The newest resource version of each kind that its watch has told of. A watch tells of one kind
  /// in order, so it has told of all that is older, too.
  private final Map<ManagedKind, Long> told = new EnumMap<>(ManagedKind.class);

  /// Takes the book away from an object, once read.
  static Trimmed trimmed(GenericKubernetesResource object) {
    ForeignFields foreign = ForeignFields.of(object);
    object.getMetadata().setManagedFields(List.of());
    return new Trimmed(object, foreign);
  }

  static ObjectRef ref(ManagedKind kind, GenericKubernetesResource object) {
    return new ObjectRef(
        kind,
        kind.isNamespaced() ? object.getMetadata().getNamespace() : null,
        object.getMetadata().getName());
  }

  /// Takes an object in as the watch has it; gives what was there before.
  synchronized @Nullable Trimmed put(ManagedKind kind, Trimmed object) {
    told.merge(kind, version(object, 0), Math::max);
    return keep(kind, object);
  }

  /// Takes an object in as the API answered, unless the watch has come past that already: the
  /// answer would hide what happened since, and the watch does not tell it again.
  synchronized void putAhead(ManagedKind kind, Trimmed object) {
    if (version(object, Long.MAX_VALUE) > told.getOrDefault(kind, 0L)) {
      var _ = keep(kind, object);
    }
  }

  private static long version(Trimmed object, long otherwise) {
    String version = object.object().getMetadata().getResourceVersion();
    try {
      return version == null ? otherwise : Long.parseLong(version);
    } catch (NumberFormatException incomparable) {
      return otherwise;
    }
  }

  private @Nullable Trimmed keep(ManagedKind kind, Trimmed object) {
    ObjectRef ref = ref(kind, object.object());
    Trimmed former = byRef.computeIfAbsent(kind, all -> new HashMap<>()).put(ref, object);
    if (former != null && !former.record().equals(object.record())) {
      forgetOf(former.record(), ref);
    }
    byRecord.computeIfAbsent(object.record(), all -> new HashMap<>()).put(ref, object);
    return former;
  }

  /// Forgets an object; gives what was there.
  synchronized @Nullable Trimmed remove(ObjectRef ref) {
    Trimmed former = byRef.getOrDefault(ref.kind(), new HashMap<>()).remove(ref);
    if (former != null) {
      forgetOf(former.record(), ref);
    }
    return former;
  }

  private void forgetOf(String record, ObjectRef ref) {
    Map<ObjectRef, Trimmed> objects = byRecord.getOrDefault(record, new HashMap<>());
    objects.remove(ref);
    if (objects.isEmpty()) {
      byRecord.remove(record);
    }
  }

  /// Forgets all of a kind.
  ///
  /// @return the records that had some
  synchronized Set<String> forget(ManagedKind kind) {
    Set<String> records = new TreeSet<>();
    for (ObjectRef ref : List.copyOf(byRef.getOrDefault(kind, Map.of()).keySet())) {
      Trimmed former = remove(ref);
      if (former != null) {
        records.add(former.record());
      }
    }
    return records;
  }

  synchronized Map<ObjectRef, Trimmed> of(String record) {
    return Map.copyOf(byRecord.getOrDefault(record, Map.of()));
  }

  synchronized Optional<Trimmed> find(ObjectRef ref) {
    return Optional.ofNullable(byRef.getOrDefault(ref.kind(), Map.of()).get(ref));
  }

  synchronized List<Trimmed> all(ManagedKind kind) {
    return List.copyOf(byRef.getOrDefault(kind, Map.of()).values());
  }
}

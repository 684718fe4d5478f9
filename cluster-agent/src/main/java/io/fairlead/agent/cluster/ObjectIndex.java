package io.fairlead.agent.cluster;

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
  private final Map<ManagedKind, Map<ObjectRef, SeenObject>> byRef =
      new EnumMap<>(ManagedKind.class);
  private final Map<String, Map<ObjectRef, SeenObject>> byRecord = new HashMap<>();

  /// The newest resource version of each kind that its watch has told of. A watch tells of one kind
  /// in order, so it has told of all that is older, too.
  private final Map<ManagedKind, Long> told = new EnumMap<>(ManagedKind.class);

  /// Takes an object in as the watch has it; gives what was there before.
  synchronized @Nullable SeenObject put(SeenObject object) {
    told.merge(object.ref().kind(), version(object, 0), Math::max);
    return keep(object);
  }

  /// Takes an object in as the API answered, unless the watch has come past that already: it
  /// would hide what happened since, which the watch does not tell again.
  synchronized void putAhead(SeenObject object) {
    if (version(object, Long.MAX_VALUE) > told.getOrDefault(object.ref().kind(), 0L)) {
      var _ = keep(object);
    }
  }

  private static long version(SeenObject object, long otherwise) {
    String version = object.resourceVersion();
    try {
      return version == null ? otherwise : Long.parseLong(version);
    } catch (NumberFormatException incomparable) {
      return otherwise;
    }
  }

  private @Nullable SeenObject keep(SeenObject object) {
    ObjectRef ref = object.ref();
    SeenObject former = byRef.computeIfAbsent(ref.kind(), all -> new HashMap<>()).put(ref, object);
    if (former != null && !former.record().equals(object.record())) {
      forgetOf(former.record(), ref);
    }
    byRecord.computeIfAbsent(object.record(), all -> new HashMap<>()).put(ref, object);
    return former;
  }

  /// Forgets an object; gives what was there.
  synchronized @Nullable SeenObject remove(ObjectRef ref) {
    SeenObject former = byRef.getOrDefault(ref.kind(), new HashMap<>()).remove(ref);
    if (former != null) {
      forgetOf(former.record(), ref);
    }
    return former;
  }

  private void forgetOf(String record, ObjectRef ref) {
    Map<ObjectRef, SeenObject> objects = byRecord.getOrDefault(record, new HashMap<>());
    objects.remove(ref);
    if (objects.isEmpty()) {
      byRecord.remove(record);
    }
  }

  /// Forgets all of a kind.
  ///
  /// @return the records that had some
  synchronized Set<String> forget(ManagedKind kind) {
    told.remove(kind);
    Set<String> records = new TreeSet<>();
    for (ObjectRef ref : List.copyOf(byRef.getOrDefault(kind, Map.of()).keySet())) {
      SeenObject former = remove(ref);
      if (former != null) {
        records.add(former.record());
      }
    }
    return records;
  }

  synchronized List<SeenObject> of(String record) {
    return List.copyOf(byRecord.getOrDefault(record, Map.of()).values());
  }

  synchronized Optional<SeenObject> find(ObjectRef ref) {
    return Optional.ofNullable(byRef.getOrDefault(ref.kind(), Map.of()).get(ref));
  }

  synchronized List<SeenObject> all(ManagedKind kind) {
    return List.copyOf(byRef.getOrDefault(kind, Map.of()).values());
  }
}

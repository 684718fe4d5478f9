package io.fairlead.agent.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fairlead.contract.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The fields of a managed object that somebody set and that are the agent's affair. Kubernetes
/// keeps book of who set what in `metadata.managedFields`; status, finalizers and what controllers
/// note in annotations are not the agent's affair.
///
/// @param tree the fields in the form of `fieldsV1`: `f:` and a name, `k:` and the keys of a list's
///     element, `v:` and the value of one
record ManagedFields(Map<String, Object> tree) {
  /// The agent's name as a field manager.
  static final String AGENT = "fairlead";

  static final ManagedFields NONE = new ManagedFields(Map.of());

  private static final Set<String> AGENTS_AFFAIR =
      Set.of("f:spec", "f:data", "f:type", "f:rules", "f:subjects", "f:roleRef");

  /// What others than the agent set.
  static ManagedFields ofOthers(HasMetadata object) {
    return setBy(object, manager -> !AGENT.equals(manager));
  }

  /// What the agent set.
  static ManagedFields ofAgent(HasMetadata object) {
    return setBy(object, AGENT::equals);
  }

  private static ManagedFields setBy(HasMetadata object, Predicate<@Nullable String> whose) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (ManagedFieldsEntry entry : entries(object)) {
      if (whose.test(entry.getManager()) && entry.getFieldsV1() != null) {
        entry.getFieldsV1().getAdditionalProperties().entrySet().stream()
            .filter(field -> AGENTS_AFFAIR.contains(field.getKey()))
            .forEach(field -> tree.merge(field.getKey(), field.getValue(), ManagedFields::merged));
      }
    }
    return tree.isEmpty() ? NONE : new ManagedFields(tree);
  }

  private static List<ManagedFieldsEntry> entries(HasMetadata object) {
    List<ManagedFieldsEntry> entries = object.getMetadata().getManagedFields();
    return entries == null ? List.of() : entries;
  }

  private static Object merged(Object one, Object other) {
    Map<String, Object> both = new LinkedHashMap<>(fields(one));
    fields(other).forEach((name, value) -> both.merge(name, value, ManagedFields::merged));
    return both;
  }

  private static Map<String, Object> fields(Object tree) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (tree instanceof Map<?, ?> map) {
      map.forEach((name, value) -> fields.put(String.valueOf(name), value));
    }
    return fields;
  }

  /// Those that are not wanted at all, as JSON pointers, in an order in which they can be removed
  /// one after the other. Whatever is wanted with another value is not among them.
  List<String> beyond(JsonNode wanted, JsonNode there) {
    List<String> pointers = new ArrayList<>();
    walk(tree, wanted, there, "", pointers);
    // The last element of a list first, so that the others keep their places.
    pointers.sort(Comparator.comparing(ManagedFields::padded).reversed());
    return pointers;
  }

  private static String padded(String pointer) {
    StringBuilder padded = new StringBuilder();
    for (String segment : pointer.split("/", -1)) {
      boolean index = !segment.isEmpty() && segment.chars().allMatch(Character::isDigit);
      padded.append('/').append(index ? "0".repeat(Math.max(0, 10 - segment.length())) : "");
      padded.append(segment);
    }
    return padded.toString();
  }

  private static void walk(
      Object tree, JsonNode wanted, JsonNode there, String pointer, List<String> into) {
    for (Map.Entry<String, Object> field : fields(tree).entrySet()) {
      String name = field.getKey();
      if (name.startsWith("f:")) {
        String key = name.substring(2);
        step(
            field.getValue(),
            wanted.path(key),
            there.path(key),
            pointer + "/" + key.replace("~", "~0").replace("/", "~1"),
            into);
      } else if (name.startsWith("k:") || name.startsWith("v:")) {
        JsonNode sought = Json.readTree(name.substring(2).getBytes(StandardCharsets.UTF_8));
        int index = indexOf(there, sought);
        int wantedIndex = indexOf(wanted, sought);
        step(
            field.getValue(),
            wanted.path(wantedIndex),
            there.path(index),
            pointer + "/" + index,
            into);
      }
    }
  }

  private static void step(
      Object tree, JsonNode wanted, JsonNode there, String pointer, List<String> into) {
    if (there.isMissingNode()) {
      return;
    }
    if (wanted.isMissingNode()) {
      into.add(pointer);
    } else {
      walk(tree, wanted, there, pointer, into);
    }
  }

  private static int indexOf(JsonNode list, JsonNode sought) {
    for (int index = 0; index < list.size(); index++) {
      JsonNode element = list.path(index);
      boolean found =
          sought.isObject()
              ? sought.properties().stream()
                  .allMatch(key -> element.path(key.getKey()).equals(key.getValue()))
              : element.equals(sought);
      if (found) {
        return index;
      }
    }
    return -1;
  }
}

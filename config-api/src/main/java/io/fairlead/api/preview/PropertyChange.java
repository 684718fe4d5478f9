package io.fairlead.api.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.contract.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One property that would change.
///
/// @param path such as `properties.gitRepository.url`
/// @param from null when it is not there
/// @param to null when it would not be there
public record PropertyChange(JsonPath path, @Nullable JsonNode from, @Nullable JsonNode to) {
  /// What differs between two documents, in the order of names: of objects each property, of
  /// arrays each element, of anything else the value. Nothing for equal ones.
  ///
  /// @param at where both are
  public static List<PropertyChange> between(JsonPath at, JsonNode from, JsonNode to) {
    List<PropertyChange> changes = new ArrayList<>();
    collect(at, from, to, changes);
    return changes;
  }

  private static void collect(
      JsonPath at, @Nullable JsonNode from, @Nullable JsonNode to, List<PropertyChange> changes) {
    if (from instanceof ObjectNode && to instanceof ObjectNode) {
      TreeSet<String> names = new TreeSet<>();
      from.fieldNames().forEachRemaining(names::add);
      to.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> collect(at.child(name), from.get(name), to.get(name), changes));
    } else if (from instanceof ArrayNode && to instanceof ArrayNode) {
      for (int i = 0; i < Math.max(from.size(), to.size()); i++) {
        collect(at.at(i), from.get(i), to.get(i), changes);
      }
    } else if (!same(from, to)) {
      changes.add(new PropertyChange(at, from, to));
    }
  }

  /// What it takes as JSON, more or less.
  public long bytes() {
    return path.text().length() + bytes(from) + bytes(to);
  }

  private static long bytes(@Nullable JsonNode value) {
    return value == null ? 0 : Json.write(value).length;
  }

  /// Numbers are the same whatever Java type they were read into.
  private static boolean same(@Nullable JsonNode from, @Nullable JsonNode to) {
    if (from == null || to == null) {
      return from == null && to == null;
    }
    return (from.isNumber() && to.isNumber())
        ? from.decimalValue().compareTo(to.decimalValue()) == 0
        : from.equals(to);
  }
}

package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The secrets of one request, apart from the rest of it. Immutable.
///
/// @param values clear text by path, such as `properties.configurationProtectedSettings.httpsKey`
/// @param removed paths to which the request gives null, which removes what is stored
public record Secrets(Map<String, String> values, Set<String> removed) {
  /// No secret given, none removed.
  public static final Secrets NONE = new Secrets(Map.of(), Set.of());

  /// Copies both.
  public Secrets {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
    removed = Collections.unmodifiableSet(new TreeSet<>(removed));
  }

  /// Whether the request gives any secret to keep.
  public boolean present() {
    return !values.isEmpty();
  }

  /// Takes all secrets out of a normalised document.
  ///
  /// @param normalised the validator's result; changed by this
  /// @param request what the client sent, for the nulls in it
  static Secrets takeOut(ObjectSchema schema, ObjectNode normalised, JsonNode request) {
    var values = new TreeMap<String, String>();
    var removed = new TreeSet<String>();
    collect(schema, normalised, JsonPath.ROOT, false, values, new TreeSet<>());
    collect(schema, request, JsonPath.ROOT, false, new TreeMap<>(), removed);
    strip(schema, normalised);
    return new Secrets(values, removed);
  }

  private static void collect(
      Schema schema,
      JsonNode node,
      JsonPath at,
      boolean secret,
      Map<String, String> values,
      Set<String> removed) {
    if (secret && node.isNull()) {
      removed.add(at.text());
      return;
    }
    switch (schema) {
      case ObjectSchema object ->
          object
              .properties()
              .forEach(
                  property -> {
                    var value = node.get(property.name());
                    if (value != null) {
                      collect(
                          property.schema(),
                          value,
                          at.child(property.name()),
                          secret || property.secret(),
                          values,
                          removed);
                    }
                  });
      case MapSchema map ->
          node.properties()
              .forEach(
                  entry ->
                      collect(
                          map.values(),
                          entry.getValue(),
                          at.child(entry.getKey()),
                          secret,
                          values,
                          removed));
      case ArraySchema array -> {
        for (var i = 0; node instanceof ArrayNode && i < node.size(); i++) {
          collect(array.items(), node.get(i), at.at(i), secret, values, removed);
        }
      }
      case StringSchema _ -> {
        if (secret && node.isTextual()) {
          values.put(at.text(), node.textValue());
        }
      }
      case IntegerSchema _, BooleanSchema _, FreeFormSchema _ -> {
        // Secrets are strings.
      }
    }
  }

  private static void strip(Schema schema, JsonNode node) {
    switch (schema) {
      case ObjectSchema object when node instanceof ObjectNode target ->
          object
              .properties()
              .forEach(
                  property -> {
                    var value = target.get(property.name());
                    if (property.secret()) {
                      target.remove(property.name());
                    } else if (value != null) {
                      strip(property.schema(), value);
                    }
                  });
      case MapSchema map -> node.forEach(value -> strip(map.values(), value));
      case ArraySchema array -> node.forEach(value -> strip(array.items(), value));
      case ObjectSchema _, StringSchema _, IntegerSchema _, BooleanSchema _, FreeFormSchema _ -> {
        // Nothing inside.
      }
    }
  }

  /// Names the paths only.
  @Override
  public String toString() {
    return "Secrets[values=%s, removed=%s]".formatted(values.keySet(), removed);
  }
}

package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.json.MergePatch;
import io.fairlead.api.schema.Property.Access;
import io.fairlead.api.schema.Violation.Kind;
import org.jspecify.annotations.Nullable;

/// Applies a merge patch along a schema. Differs from a plain [MergePatch] in three ways:
/// read-only properties in the patch are ignored, an unknown property is refused even when the
/// patch gives it null, and an object that is one value ([ObjectSchema#replacedWhole]) is
/// replaced, unless the patch only removes parts of it.
final class PatchShape {
  private PatchShape() {}

  /// The patched document, not yet validated; neither input changes.
  static ObjectNode apply(
      ObjectSchema schema, ObjectNode stored, ObjectNode patch, Findings findings) {
    return merge(schema, stored, patch, JsonPath.ROOT, findings);
  }

  private static ObjectNode merge(
      ObjectSchema schema,
      @Nullable JsonNode stored,
      ObjectNode patch,
      JsonPath at,
      Findings findings) {
    var merged =
        stored instanceof ObjectNode object && !(schema.replacedWhole() && givesValues(patch))
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    for (var change : patch.properties()) {
      var name = change.getKey();
      var property = schema.property(name);
      if (property.isEmpty()) {
        if (change.getValue().isNull()) {
          findings.add(
              Kind.UnknownProperty, at.child(name), "'%s' is not known.".formatted(at.child(name)));
        } else {
          // The validator refuses it with what is known there.
          merged.set(name, change.getValue());
        }
      } else if (property.get().access() != Access.READ_ONLY) {
        set(merged, property.get().schema(), name, change.getValue(), at, findings);
      }
    }
    return merged;
  }

  /// Whether a patch gives anything; one of nulls alone removes parts of what is there.
  private static boolean givesValues(ObjectNode patch) {
    return patch.isEmpty() || patch.properties().stream().anyMatch(e -> !e.getValue().isNull());
  }

  private static void set(
      ObjectNode merged,
      Schema schema,
      String name,
      JsonNode change,
      JsonPath at,
      Findings findings) {
    if (change.isNull()) {
      merged.remove(name);
    } else if (change instanceof ObjectNode object) {
      var before = merged.get(name);
      var path = at.child(name);
      merged.set(
          name,
          switch (schema) {
            case ObjectSchema inner -> merge(inner, before, object, path, findings);
            case MapSchema map -> entries(map, before, object, path, findings);
            case FreeFormSchema free when free.exact() -> object.deepCopy();
            case ArraySchema _,
                StringSchema _,
                IntegerSchema _,
                BooleanSchema _,
                FreeFormSchema _ ->
                MergePatch.apply(before, object);
          });
    } else {
      merged.set(name, change.deepCopy());
    }
  }

  private static ObjectNode entries(
      MapSchema schema,
      @Nullable JsonNode before,
      ObjectNode patch,
      JsonPath at,
      Findings findings) {
    var merged =
        before instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    patch
        .properties()
        .forEach(
            entry -> set(merged, schema.values(), entry.getKey(), entry.getValue(), at, findings));
    return merged;
  }
}

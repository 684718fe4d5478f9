package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.json.CanonicalJson;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Property.Access;
import io.fairlead.api.schema.Violation.Kind;
import org.jspecify.annotations.Nullable;

/// Refuses the change of what cannot change any more.
final class ChangeRules {
  private ChangeRules() {}

  /// Reports each create-only property, and for a patch each put-only one, that differs between
  /// two normalised documents.
  static void check(
      ObjectSchema schema, JsonNode before, JsonNode after, boolean patch, Findings findings) {
    check(schema, before, after, patch, JsonPath.ROOT, findings);
  }

  private static void check(
      ObjectSchema schema,
      JsonNode before,
      JsonNode after,
      boolean patch,
      JsonPath at,
      Findings findings) {
    for (var property : schema.properties()) {
      var was = before.get(property.name());
      var is = after.get(property.name());
      if (property.schema() instanceof ObjectSchema inner
          && property.access() == Access.READ_WRITE
          && was != null
          && is != null) {
        check(inner, was, is, patch, at.child(property.name()), findings);
      } else if (fixed(property, patch) && !same(was, is)) {
        findings.add(
            Kind.PropertyChangeNotAllowed,
            at.child(property.name()),
            message(property, at.child(property.name()), was, is));
      }
    }
  }

  private static boolean fixed(Property property, boolean patch) {
    return property.access() == Access.CREATE_ONLY
        || (patch && property.access() == Access.PUT_ONLY);
  }

  private static boolean same(@Nullable JsonNode one, @Nullable JsonNode other) {
    return (one == null || other == null)
        ? one == null && other == null
        : CanonicalJson.same(one, other);
  }

  private static String message(
      Property property, JsonPath at, @Nullable JsonNode was, @Nullable JsonNode is) {
    var why =
        property.access() == Access.CREATE_ONLY
            ? "is fixed when the resource is created"
            : "cannot be changed by PATCH, only by PUT";
    if (property.schema() instanceof StringSchema string && string.quotable()) {
      return "'%s' %s: it is %s and the request would make it %s (a property left out has its default). Send the same value, or delete and create the resource."
          .formatted(at, why, shown(was), shown(is));
    }
    return "'%s' %s. Send the same value.".formatted(at, why);
  }

  private static String shown(@Nullable JsonNode value) {
    return value == null ? "not set" : "'" + value.asText() + "'";
  }
}

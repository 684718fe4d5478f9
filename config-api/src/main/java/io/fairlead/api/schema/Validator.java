package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.CanonicalJson;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.json.MergePatch;
import io.fairlead.api.schema.Property.Access;
import io.fairlead.api.schema.Property.Fallback;
import io.fairlead.api.schema.Violation.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Walks a document along its schema and gives back the document as it is to be stored: defaults
/// filled in, values spelt their one way, read-only properties and nulls left out. Finds
/// everything that is wrong in one pass.
///
/// For any JSON it returns and never throws. Validating a valid result again gives the same
/// result.
public final class Validator {
  private static final int LONGEST_QUOTE = 64;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Findings findings;

  private Validator(Findings findings) {
    this.findings = findings;
  }

  /// Checks `document` and returns it normalised, secrets included. When `findings` has violations
  /// afterwards, the result is of no use.
  public static ObjectNode validate(ObjectSchema schema, JsonNode document, Findings findings) {
    var normalised = new Validator(findings).object(schema, document, JsonPath.ROOT, false);
    return normalised instanceof ObjectNode object ? object : NODES.objectNode();
  }

  private JsonNode value(Schema schema, JsonNode node, JsonPath at, boolean secret) {
    return switch (schema) {
      case ObjectSchema object -> object(object, node, at, secret);
      case MapSchema map -> map(map, node, at, secret);
      case ArraySchema array -> array(array, node, at, secret);
      case StringSchema string -> string(string, node, at, secret);
      case IntegerSchema integer -> integer(integer, node, at);
      case BooleanSchema bool -> bool(bool, node, at);
      case FreeFormSchema free -> freeForm(free, node, at);
    };
  }

  private JsonNode object(ObjectSchema schema, JsonNode node, JsonPath at, boolean secret) {
    if (!(node instanceof ObjectNode source)) {
      return wrongType(node, at, "an object");
    }
    var result = NODES.objectNode();
    for (var property : schema.properties()) {
      if (property.access() != Access.READ_ONLY) {
        var stored = property(property, source, at, secret);
        if (stored != null) {
          result.set(property.name(), stored);
        }
      }
    }
    source.fieldNames().forEachRemaining(name -> refuseUnknown(schema, name, at));
    schema.rules().forEach(rule -> rule.check(result, at, findings));
    schema.completion().accept(result);
    return result;
  }

  private @Nullable JsonNode property(
      Property property, ObjectNode source, JsonPath parent, boolean secret) {
    var at = parent.child(property.name());
    var given = source.get(property.name());
    if (given == null || given.isNull() || isAbsent(property.schema(), given)) {
      var fallback = property.fallback();
      if (fallback != null) {
        return fallback(property, fallback, at, secret);
      }
      if (property.required()) {
        findings.add(
            Kind.MissingProperty,
            at,
            "'%s' is required. Allowed is %s.".formatted(at, describe(property.schema())));
      }
      return null;
    }
    return value(property.schema(), given, at, secret || property.secret());
  }

  private JsonNode fallback(Property property, Fallback fallback, JsonPath at, boolean secret) {
    return switch (fallback) {
      case Fallback.Constant constant -> value(property.schema(), constant.value(), at, secret);
      case Fallback.ResourceName _ -> resourceName(property, at, secret);
    };
  }

  /// The client never sent this value, so it is told where it comes from.
  private JsonNode resourceName(Property property, JsonPath at, boolean secret) {
    var unfit = new Findings(findings.resourceName());
    var value =
        new Validator(unfit)
            .value(property.schema(), NODES.textNode(findings.resourceName()), at, secret);
    unfit
        .toViolations()
        .list()
        .forEach(
            violation ->
                findings.add(
                    violation.kind(),
                    at,
                    violation.message()
                        + " It was left out, so the resource's name was taken; give one."));
    return value;
  }

  private void refuseUnknown(ObjectSchema schema, String name, JsonPath at) {
    if (schema.property(name).isPresent()) {
      return;
    }
    var path = at.child(name);
    findings.add(Kind.UnknownProperty, path, () -> unknown(schema, name, path));
  }

  private static String unknown(ObjectSchema schema, String name, JsonPath path) {
    return schema.properties().stream()
        .map(Property::name)
        .filter(known -> known.equalsIgnoreCase(name))
        .findFirst()
        .map(known -> "'%s' is not known; did you mean '%s'?".formatted(path, known))
        .orElseGet(
            () ->
                "'%s' is not known. Known here are: %s."
                    .formatted(path, String.join(", ", settable(schema))));
  }

  private static List<String> settable(ObjectSchema schema) {
    return schema.properties().stream()
        .filter(property -> property.access() != Access.READ_ONLY)
        .map(Property::name)
        .toList();
  }

  private JsonNode map(MapSchema schema, JsonNode node, JsonPath at, boolean secret) {
    if (!(node instanceof ObjectNode source)) {
      return wrongType(node, at, "an object");
    }
    if (source.size() > schema.maxEntries()) {
      findings.add(
          Kind.OutOfRange,
          at,
          "'%s' has %d entries; at most %d are allowed."
              .formatted(at, source.size(), schema.maxEntries()));
      return source.deepCopy();
    }
    var result = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : source.properties()) {
      var path = at.child(entry.getKey());
      checkString(schema.keys(), entry.getKey(), path, "The name", secret);
      if (!entry.getValue().isNull()) {
        result.set(entry.getKey(), value(schema.values(), entry.getValue(), path, secret));
      }
    }
    schema.rules().forEach(rule -> rule.check(result, at, findings));
    return result;
  }

  private JsonNode array(ArraySchema schema, JsonNode node, JsonPath at, boolean secret) {
    if (!(node instanceof ArrayNode source)) {
      return wrongType(node, at, "an array");
    }
    if (source.size() > schema.maxItems()) {
      findings.add(
          Kind.OutOfRange,
          at,
          "'%s' has %d elements; at most %d are allowed."
              .formatted(at, source.size(), schema.maxItems()));
      return source.deepCopy();
    }
    var result = NODES.arrayNode(source.size());
    for (var i = 0; i < source.size(); i++) {
      result.add(value(schema.items(), source.get(i), at.at(i), secret));
    }
    return result;
  }

  private JsonNode string(StringSchema schema, JsonNode node, JsonPath at, boolean secret) {
    if (!node.isTextual()) {
      return wrongType(node, at, "a string");
    }
    var text = schema.normaliser().apply(node.textValue());
    for (var known : schema.values()) {
      if (known.equalsIgnoreCase(text)) {
        return NODES.textNode(known);
      }
    }
    checkString(schema, text, at, "The value", secret);
    return NODES.textNode(text);
  }

  private void checkString(
      StringSchema schema, String text, JsonPath at, String what, boolean secret) {
    var length = text.codePointCount(0, text.length());
    if (length < schema.minLength() || length > schema.maxLength()) {
      findings.add(
          Kind.OutOfRange,
          at,
          "%s of '%s' has %d characters; allowed are %d to %d."
              .formatted(what, at, length, schema.minLength(), schema.maxLength()));
      return;
    }
    if (!schema.values().isEmpty() && !schema.values().contains(text)) {
      var quote =
          secret || !schema.quotable() || text.length() > LONGEST_QUOTE ? "" : " " + quote(text);
      findings.add(
          Kind.InvalidValue,
          at,
          "%s%s of '%s' is not allowed. Allowed are: %s."
              .formatted(what, quote, at, String.join(", ", schema.values())));
      return;
    }
    for (var format : schema.formats()) {
      var problem = format.check().problem(text);
      if (problem != null) {
        findings.add(
            Kind.InvalidValue,
            at,
            "%s of '%s' %s. Allowed is %s.".formatted(what, at, problem, format.allowed()));
        return;
      }
    }
  }

  private JsonNode integer(IntegerSchema schema, JsonNode node, JsonPath at) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      return wrongType(node, at, "a whole number");
    }
    if (node.longValue() < schema.min() || node.longValue() > schema.max()) {
      findings.add(
          Kind.OutOfRange,
          at,
          "'%s' is %d; allowed are whole numbers from %d to %d."
              .formatted(at, node.longValue(), schema.min(), schema.max()));
    }
    return node;
  }

  private JsonNode bool(BooleanSchema schema, JsonNode node, JsonPath at) {
    if (schema.alsoAsText() && node.isTextual()) {
      if (node.textValue().equalsIgnoreCase("true")) {
        return NODES.booleanNode(true);
      }
      if (node.textValue().equalsIgnoreCase("false")) {
        return NODES.booleanNode(false);
      }
    }
    return node.isBoolean() ? node : wrongType(node, at, "true or false");
  }

  private JsonNode freeForm(FreeFormSchema schema, JsonNode node, JsonPath at) {
    if (!node.isObject()) {
      return wrongType(node, at, "an object");
    }
    var size = CanonicalJson.size(node);
    if (size > schema.maxBytes()) {
      findings.add(
          Kind.OutOfRange,
          at,
          "'%s' has %d bytes; at most %d are allowed.".formatted(at, size, schema.maxBytes()));
    }
    if (schema.exact()) {
      return node.deepCopy();
    }
    // A null member is an absent one here too, or a patch could not say what is stored.
    return MergePatch.apply(null, node);
  }

  private JsonNode wrongType(JsonNode node, JsonPath at, String needed) {
    findings.add(
        Kind.WrongType,
        at,
        at.equals(JsonPath.ROOT)
            ? "The body is %s; it must be %s.".formatted(typeOf(node), needed)
            : "'%s' is %s; it must be %s.".formatted(at, typeOf(node), needed));
    return node.deepCopy();
  }

  private static boolean isAbsent(Schema schema, JsonNode node) {
    return schema instanceof StringSchema string
        && string.emptyIsAbsent()
        && node.isTextual()
        && string.normaliser().apply(node.textValue()).isEmpty();
  }

  private static String typeOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT, POJO -> "an object";
      case BOOLEAN -> "a boolean";
      case NULL, MISSING -> "null";
      case NUMBER -> node.isIntegralNumber() ? "a whole number" : "a fraction";
      case STRING, BINARY -> "a string";
    };
  }

  private static String describe(Schema schema) {
    return switch (schema) {
      case ObjectSchema _, FreeFormSchema _, MapSchema _ -> "an object";
      case ArraySchema _ -> "an array";
      case BooleanSchema _ -> "true or false";
      case IntegerSchema i -> "a whole number from %d to %d".formatted(i.min(), i.max());
      case StringSchema s when !s.values().isEmpty() -> "one of " + String.join(", ", s.values());
      case StringSchema s when !s.formats().isEmpty() -> s.formats().getFirst().allowed();
      case StringSchema s ->
          "a string of %d to %d characters".formatted(s.minLength(), s.maxLength());
    };
  }

  private static String quote(String text) {
    return "'" + text + "'";
  }
}

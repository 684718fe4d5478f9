package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.schema.Property.Access;
import io.fairlead.api.schema.Property.Fallback;
import java.util.List;

/// Describes resource types to clients: the `components/schemas` of an OpenAPI 3.1 document, from
/// the very schemas that [Validator] follows. Where the validator is more tolerant than a JSON
/// schema can say (the case of enumerated values, white space in base64), the description has the
/// spelling that answers use.
public final class OpenApi {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode components = NODES.objectNode();
  private final boolean patch;

  private OpenApi(boolean patch) {
    this.patch = patch;
  }

  /// All components of the given resource types: for a type whose body is called `X` there are `X`
  /// (PUT and answers), `XPatch` and `XList`, besides `ErrorResponse`.
  public static ObjectNode components(List<ResourceSchema> types) {
    var put = new OpenApi(false);
    var patch = new OpenApi(true);
    types.forEach(type -> put.schema(type.body()));
    types.forEach(type -> patch.schema(type.body()));
    var all = put.components;
    all.setAll(patch.components);
    types.forEach(type -> all.set(type.body().title() + "List", list(type.body().title())));
    all.set("ErrorDetail", errorDetail());
    all.set("ErrorResponse", errorResponse());
    return all;
  }

  private ObjectNode schema(Schema schema) {
    return switch (schema) {
      case ObjectSchema object -> object(object);
      case MapSchema map -> {
        var node = typed("object");
        node.set("propertyNames", schema(map.keys()));
        node.set("additionalProperties", nullable(schema(map.values())));
        yield node.put("maxProperties", map.maxEntries());
      }
      case ArraySchema array -> {
        var node = typed("array");
        node.set("items", schema(array.items()));
        yield array.maxItems() == Integer.MAX_VALUE ? node : node.put("maxItems", array.maxItems());
      }
      case StringSchema string -> string(string);
      case IntegerSchema integer ->
          typed("integer")
              .put("format", "int64")
              .put("minimum", integer.min())
              .put("maximum", integer.max());
      case BooleanSchema _ -> typed("boolean");
      case FreeFormSchema _ -> typed("object").put("additionalProperties", true);
    };
  }

  private ObjectNode object(ObjectSchema schema) {
    var name = patch ? schema.title() + "Patch" : schema.title();
    if (!components.has(name)) {
      // Registered before its properties are looked at, as a schema may come back to itself.
      var node = typed("object");
      components.set(name, node);
      var properties = node.putObject("properties");
      var required = NODES.arrayNode();
      for (var property : schema.properties()) {
        if (!patch || property.access() != Access.READ_ONLY) {
          properties.set(property.name(), property(property));
        }
        if (property.required() && !patch) {
          required.add(property.name());
        }
      }
      if (!required.isEmpty()) {
        node.set("required", required);
      }
      node.put("additionalProperties", false);
    }
    return NODES.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  private ObjectNode property(Property property) {
    var optional = patch || !property.required() || property.access() == Access.READ_ONLY;
    var node = optional ? nullable(schema(property.schema())) : schema(property.schema());
    if (!property.description().isEmpty()) {
      node.put("description", property.description());
    }
    if (!patch && property.fallback() instanceof Fallback.Constant(var value)) {
      node.set("default", value);
    }
    if (property.access() == Access.READ_ONLY) {
      node.put("readOnly", true);
    }
    if (property.access() == Access.CREATE_ONLY) {
      node.putArray("x-ms-mutability").add("create").add("read");
    }
    if (property.secret() && !isAnsweredEmpty(property.schema())) {
      node.put("writeOnly", true).put("x-ms-secret", true);
    }
    return node;
  }

  /// An object of nothing but secrets is answered without them.
  private static boolean isAnsweredEmpty(Schema schema) {
    return schema instanceof ObjectSchema object
        && object.properties().stream().allMatch(Property::secret);
  }

  private static ObjectNode string(StringSchema schema) {
    var node = typed("string");
    if (!schema.values().isEmpty()) {
      var values = node.putArray("enum");
      schema.values().forEach(values::add);
      return node;
    }
    var min = schema.emptyIsAbsent() ? 0 : schema.minLength();
    node.put("minLength", min).put("maxLength", schema.maxLength());
    for (var format : schema.formats()) {
      if (format.pattern() != null) {
        node.put("pattern", schema.emptyIsAbsent() ? "^$|" + format.pattern() : format.pattern());
      }
      node.put("description", "Allowed is " + format.allowed() + ".");
    }
    return node;
  }

  private static ObjectNode nullable(ObjectNode schema) {
    if (schema.has("$ref")) {
      var either = NODES.objectNode();
      either.putArray("anyOf").add(schema).add(typed("null"));
      return either;
    }
    JsonNode type = schema.get("type");
    schema.putArray("type").add(type).add("null");
    if (schema.path("enum") instanceof ArrayNode values) {
      values.addNull();
    }
    return schema;
  }

  private static ObjectNode list(String title) {
    var list = typed("object");
    var properties = list.putObject("properties");
    var values = typed("array");
    values.putObject("items").put("$ref", "#/components/schemas/" + title);
    properties.set("value", values);
    properties.set("nextLink", nullable(typed("string")));
    list.putArray("required").add("value");
    return list;
  }

  private static ObjectNode errorDetail() {
    var detail = typed("object");
    var properties = detail.putObject("properties");
    properties.set("code", typed("string"));
    properties.set("message", typed("string"));
    properties.set("target", typed("string"));
    var details = typed("array");
    details.putObject("items").put("$ref", "#/components/schemas/ErrorDetail");
    properties.set("details", details);
    var info = typed("object");
    info.putObject("properties").set("type", typed("string"));
    ((ObjectNode) info.get("properties")).set("info", NODES.objectNode());
    var infos = typed("array");
    infos.set("items", info);
    properties.set("additionalInfo", infos);
    detail.putArray("required").add("code").add("message");
    return detail;
  }

  private static ObjectNode errorResponse() {
    var response = typed("object");
    response
        .putObject("properties")
        .putObject("error")
        .put("$ref", "#/components/schemas/ErrorDetail");
    response.putArray("required").add("error");
    return response;
  }

  private static ObjectNode typed(String type) {
    return NODES.objectNode().put("type", type);
  }
}

package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// Writes parts of an object's specification.
final class Spec {
  private Spec() {}

  static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// What all kinds of source have in common.
  static ObjectNode source(Block source, boolean suspend) {
    return empty()
        .put("interval", GoDuration.of(source.seconds("syncIntervalInSeconds")))
        .put("timeout", GoDuration.inMinutes(source.seconds("timeoutInSeconds")))
        .put("suspend", suspend);
  }

  /// Writes a text unless it is null.
  static void put(ObjectNode into, String field, @Nullable String text) {
    if (text != null) {
      into.put(field, text);
    }
  }

  /// Refers to an object in the same namespace by its name.
  static void refer(ObjectNode from, String field, String name) {
    from.putObject(field).put("name", name);
  }

  /// The body of an object that has nothing but a specification.
  static ObjectNode body(ObjectNode spec) {
    ObjectNode body = empty();
    body.set("spec", spec);
    return body;
  }
}

package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/// Tags, which every resource of ARM's has alike.
final class Tags {
  private Tags() {}

  /// The tags of an accepted body.
  static Map<String, String> of(ObjectNode body) {
    Map<String, String> tags = new HashMap<>();
    body.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }

  /// Tags as a body has them, in the order of their names.
  static ObjectNode render(Map<String, String> tags) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    tags.keySet().stream().sorted().forEach(name -> node.put(name, tags.get(name)));
    return node;
  }
}

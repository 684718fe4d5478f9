package io.fairlead.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/// One spelling for equal documents: members sorted by name, no white space. Tells whether a
/// request changes anything, whatever order the client or the database gives members in.
public final class CanonicalJson {
  private CanonicalJson() {}

  /// The document with the members of every object sorted by name; the input stays as it is.
  public static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        var copy = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> copy.set(name, sorted(object.get(name))));
        yield copy;
      }
      case ArrayNode array -> {
        var copy = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(element -> copy.add(sorted(element)));
        yield copy;
      }
      default -> node;
    };
  }

  /// The canonical text of a document.
  public static String text(JsonNode node) {
    return sorted(node).toString();
  }

  /// The length of the canonical text in UTF-8 bytes.
  public static int size(JsonNode node) {
    return text(node).getBytes(StandardCharsets.UTF_8).length;
  }

  /// Whether two documents are equal but for the order of members.
  public static boolean same(JsonNode one, JsonNode other) {
    return text(one).equals(text(other));
  }
}

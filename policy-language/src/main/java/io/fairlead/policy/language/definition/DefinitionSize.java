package io.fairlead.policy.language.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Limits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures a definition before anything else looks at it.
public final class DefinitionSize {
  private int nodes;
  private long characters;
  private @Nullable String excess;

  private DefinitionSize() {}

  /// What is too much of it, in words; null when nothing is.
  public static @Nullable String excessOf(JsonNode definition) {
    DefinitionSize size = new DefinitionSize();
    size.walk(definition, 1);
    return size.excess;
  }

  private void walk(JsonNode node, int depth) {
    nodes++;
    if (node.isTextual()) {
      characters += node.textValue().length();
    }
    if (depth > Limits.DEFINITION_DEPTH) {
      excess = "expected JSON at most " + Limits.DEFINITION_DEPTH + " deep";
    } else if (nodes > Limits.DEFINITION_NODES) {
      excess = "expected at most " + Limits.DEFINITION_NODES + " values in all";
    } else if (characters > Limits.DEFINITION_CHARACTERS) {
      excess = "expected at most " + Limits.DEFINITION_CHARACTERS + " characters of text in all";
    }
    if (excess != null) {
      return;
    }
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      characters += property.getKey().length();
      walk(property.getValue(), depth + 1);
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        walk(element, depth + 1);
      }
    }
  }
}

package io.fairlead.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// JSON merge patch (RFC 7386): a member of the patch replaces the target's, objects are merged
/// member by member, null removes, and everything the patch does not name stays.
public final class MergePatch {
  private MergePatch() {}

  /// The patched document; neither input changes.
  ///
  /// @param target what is there, or null when there is nothing yet
  /// @param patch what the client sent
  public static JsonNode apply(@Nullable JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch.deepCopy();
    }
    var merged =
        target instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    changes
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                merged.remove(change.getKey());
              } else {
                merged.set(change.getKey(), apply(merged.get(change.getKey()), change.getValue()));
              }
            });
    return merged;
  }
}

package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.InvalidConfigurationException;
import java.util.HashMap;
import java.util.Map;

/// What `additionalConfigurations` may add to a specification: every field that no property of the
/// configuration says and that does not undo the isolation of configurations from each other.
/// Whether Flux knows a field is for the cluster to say.
///
/// @param refused fields of the specification, with dots where they are nested, and why
record Additions(Map<String, String> refused) {
  private static final String NAME = "additionalConfigurations";

  /// Nothing of what every source has: its time and whether it is suspended.
  static final Additions OF_SOURCES =
      new Additions(Map.of())
          .saidBy("interval", "syncIntervalInSeconds")
          .saidBy("timeout", "timeoutInSeconds")
          .without("suspend", "the configuration's own 'suspend' says it");

  Additions {
    refused = Map.copyOf(refused);
  }

  /// Refuses a field that a property beside `additionalConfigurations` says.
  Additions saidBy(String field, String property) {
    return without(field, "'%s' beside it says it".formatted(property));
  }

  /// Refuses a field. The reason is the end of a sentence.
  Additions without(String field, String reason) {
    Map<String, String> more = new HashMap<>(refused);
    more.put(field, reason);
    return new Additions(more);
  }

  /// Merges a part's `additionalConfigurations` into a specification: objects field by field,
  /// everything else as a whole.
  ///
  /// @throws InvalidConfigurationException when it has a field that is refused
  void addTo(ObjectNode spec, Block part) {
    Block additional = part.block(NAME);
    merge(spec, additional.node(), additional.path(), "");
  }

  private void merge(ObjectNode into, JsonNode from, String path, String parent) {
    from.properties()
        .forEach(
            entry -> {
              String field = parent + entry.getKey();
              String at = path + "." + entry.getKey();
              JsonNode value = entry.getValue();
              check(field, value, at);
              if (value.isObject()) {
                ObjectNode target =
                    into.path(entry.getKey()) instanceof ObjectNode there
                        ? there
                        : into.putObject(entry.getKey());
                merge(target, value, at, field + ".");
              } else if (!value.isNull()) {
                into.set(entry.getKey(), value.deepCopy());
              }
            });
  }

  private void check(String field, JsonNode value, String at) {
    String reason = refused.get(field);
    if (reason == null
        && !value.isObject()
        && refused.keySet().stream().anyMatch(other -> other.startsWith(field + "."))) {
      reason = "it must be an object there";
    }
    if (reason != null) {
      throw new InvalidConfigurationException("'%s' is not allowed: %s.".formatted(at, reason));
    }
  }
}

package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.contract.flux.AdditionRules;

/// Adds a part's `additionalConfigurations` to the specification of its object.
final class Additions {
  private static final String NAME = "additionalConfigurations";

  private Additions() {}

  /// Merges them into a specification: objects field by field, everything else as a whole.
  ///
  /// @throws InvalidConfigurationException when they have a field that the rules refuse
  static void add(ObjectNode spec, Block part, AdditionRules rules) {
    Block additional = part.block(NAME);
    rules.refusals(additional.node()).stream()
        .findFirst()
        .ifPresent(
            refusal -> {
              throw new InvalidConfigurationException(
                  "'%s' %s"
                      .formatted(
                          additional.pathOf(String.join(".", refusal.path())), refusal.problem()));
            });
    merge(spec, additional.node());
  }

  private static void merge(ObjectNode into, JsonNode from) {
    from.properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              if (value.isObject()) {
                ObjectNode target =
                    into.path(entry.getKey()) instanceof ObjectNode there
                        ? there
                        : into.putObject(entry.getKey());
                merge(target, value);
              } else if (!value.isNull()) {
                into.set(entry.getKey(), value.deepCopy());
              }
            });
  }
}

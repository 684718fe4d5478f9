package io.fairlead.policy.language.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.value.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Carries references to secrets through an evaluation, as values that nothing can look into,
/// and takes them out of what was evaluated.
final class Secrets {
  private final Map<JsonPointer, SecretReference> found = new LinkedHashMap<>();
  private final Fuel fuel;

  private Secrets(Fuel fuel) {
    this.fuel = fuel;
  }

  static JsonNode carried(SecretReference reference) {
    return new POJONode(reference);
  }

  /// Properties without secrets, and the secrets by where they were. The properties are a copy.
  record Separated(JsonNode properties, Map<JsonPointer, SecretReference> secrets) {}

  static Separated separate(JsonNode properties, Fuel fuel) {
    Secrets secrets = new Secrets(fuel);
    JsonNode rest = secrets.without(properties, new Place(null, ""));
    return new Separated(rest, secrets.found);
  }

  /// Where a value stands. Only written as a pointer where there is a secret, which is seldom.
  ///
  /// @param parent null for the properties themselves
  private record Place(@Nullable Place parent, String name) {
    Place child(String child) {
      return new Place(this, child);
    }

    JsonPointer pointer() {
      return parent == null ? JsonPointer.empty() : parent.pointer().appendProperty(name);
    }
  }

  private JsonNode without(JsonNode value, Place at) {
    fuel.burn(1);
    if (value.isObject()) {
      ObjectNode rest = Values.object();
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        Place place = at.child(property.getKey());
        if (property.getValue().isPojo()) {
          take(property.getValue(), place);
        } else {
          rest.set(property.getKey(), without(property.getValue(), place));
        }
      }
      return rest;
    }
    if (value.isArray()) {
      ArrayNode rest = Values.array();
      for (int i = 0; i < value.size(); i++) {
        Place place = at.child(Integer.toString(i));
        if (value.get(i).isPojo()) {
          throw new EvaluationException(
              "expected a secret as the value of a property, found it within an array at "
                  + place.pointer());
        }
        rest.add(without(value.get(i), place));
      }
      return rest;
    }
    return value;
  }

  private void take(JsonNode secret, Place at) {
    if (secret instanceof POJONode pojo && pojo.getPojo() instanceof SecretReference reference) {
      found.put(at.pointer(), reference);
    }
  }
}

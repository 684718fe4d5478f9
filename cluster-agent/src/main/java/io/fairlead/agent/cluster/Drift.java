package io.fairlead.agent.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.agent.object.ObservedObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// How an object differs from what it has to be.
sealed interface Drift {
  /// It is as it has to be.
  record None() implements Drift {}

  /// It is not there, as far as can be seen.
  record Missing() implements Drift {}

  /// A value is another one.
  record Changed() implements Drift {}

  /// Somebody else added fields that are the agent's affair, at these JSON pointers.
  record Extended(List<String> pointers) implements Drift {}

  /// It belongs to a former incarnation of the configuration, or it is being deleted: it has to go
  /// before it can come back.
  record Leaving() implements Drift {}

  /// Compares. What the cluster filled in by itself is no drift: of an object, what has to be there
  /// is looked at and nothing else; of a list, every element.
  ///
  /// @param wanted with its labels
  /// @param labels those of its owner
  /// @param unwanted finds what somebody else added
  static Drift between(
      JsonNode wanted,
      Optional<ObservedObject> seen,
      Map<String, String> labels,
      BiFunction<ObservedObject, JsonNode, List<String>> unwanted) {
    if (seen.isEmpty()) {
      return new Missing();
    }
    ObservedObject object = seen.get();
    if (object.isDeleting() || !object.belongsTo(labels)) {
      return new Leaving();
    }
    if (!covers(object.body(), wanted)) {
      return new Changed();
    }
    List<String> extra = object.foreign() ? unwanted.apply(object, wanted) : List.of();
    return extra.isEmpty() ? new None() : new Extended(extra);
  }

  private static boolean covers(JsonNode there, JsonNode wanted) {
    return switch (wanted.getNodeType()) {
      case OBJECT -> there.isObject() && coversFields(there, wanted);
      case ARRAY -> there.isArray() && coversElements(there, wanted);
      case NUMBER -> there.isNumber() && there.decimalValue().compareTo(wanted.decimalValue()) == 0;
      case STRING, BOOLEAN, NULL, MISSING, BINARY, POJO -> there.equals(wanted);
    };
  }

  private static boolean coversFields(JsonNode there, JsonNode wanted) {
    return wanted.properties().stream()
        .allMatch(
            field -> {
              JsonNode found = there.path(field.getKey());
              // The API does not keep what is empty.
              return found.isMissingNode()
                  ? field.getValue().isContainerNode() && field.getValue().isEmpty()
                  : covers(found, field.getValue());
            });
  }

  private static boolean coversElements(JsonNode there, JsonNode wanted) {
    if (there.size() != wanted.size()) {
      return false;
    }
    for (int index = 0; index < wanted.size(); index++) {
      if (!covers(there.get(index), wanted.get(index))) {
        return false;
      }
    }
    return true;
  }
}

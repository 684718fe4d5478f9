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

  /// Somebody else added fields that are the agent's affair.
  ///
  /// @param pointers where, as JSON pointers
  /// @param changed whether a value is another one besides
  record Extended(List<String> pointers, boolean changed) implements Drift {}

  /// It belongs to a former incarnation of the configuration, or it is being deleted: it has to go
  /// before it can come back.
  record Leaving() implements Drift {}

  /// It is another configuration's, or nobody's that the agent knows.
  record Others() implements Drift {}

  /// Compares. What the cluster filled in by itself is no drift: of an object, what has to be there
  /// is looked at and nothing else; of a list, every element.
  ///
  /// @param wanted with its labels
  /// @param labels those of its owner
  /// @param authorship what of the object seen is the agent's work
  /// @param unwanted finds what somebody else added
  static Drift between(
      JsonNode wanted,
      Optional<ObservedObject> seen,
      Map<String, String> labels,
      Authorship authorship,
      BiFunction<ObservedObject, JsonNode, List<String>> unwanted) {
    if (seen.isEmpty()) {
      return new Missing();
    }
    ObservedObject object = seen.get();
    if (isOthers(object, labels, authorship)) {
      return new Others();
    }
    if (object.isDeleting()
        || (authorship.ofIncarnation() && !has(object, labels, Labels.INCARNATION))) {
      return new Leaving();
    }
    boolean changed = !authorship.applied() || !covers(object.body(), wanted);
    List<String> extra = object.foreign() ? unwanted.apply(object, wanted) : List.of();
    if (!extra.isEmpty()) {
      return new Extended(extra, changed);
    }
    return changed ? new Changed() : new None();
  }

  /// A label that somebody edited says nothing about whose the object is. What the agent did not
  /// make but has all labels was restored from a backup, and is made the agent's again.
  private static boolean isOthers(
      ObservedObject object, Map<String, String> labels, Authorship authorship) {
    return authorship.applied()
        ? authorship.ofConfiguration() && !has(object, labels, Labels.CONFIGURATION)
        : !object.belongsTo(labels);
  }

  private static boolean has(ObservedObject object, Map<String, String> labels, String name) {
    return object.label(name).equals(labels.get(name));
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

package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.Violation.Kind;
import java.util.List;

/// Rules on which properties go together. Names may be paths of two, such as
/// `tlsConfig.privateKey`; a property that is false counts as not given.
final class Combinations {
  private Combinations() {}

  /// At most one of several.
  ///
  /// @param what names the group, as the subject of the message
  /// @param names the properties
  record AtMostOne(String what, List<String> names) implements Rule {
    static AtMostOne of(String what, String... names) {
      return new AtMostOne(what, List.of(names));
    }

    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var given = given(value, names);
      if (given.size() > 1) {
        findings.add(
            Kind.InvalidCombination,
            at,
            "'%s' has several kinds of %s: %s. Allowed is at most one of %s."
                .formatted(at, what, String.join(", ", given), String.join(", ", names)));
      }
    }
  }

  /// One that excludes several others.
  ///
  /// @param name the property
  /// @param others what cannot stand beside it
  record Excludes(String name, List<String> others) implements Rule {
    static Excludes of(String name, String... others) {
      return new Excludes(name, List.of(others));
    }

    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      if (isGiven(value, name)) {
        for (var other : given(value, others)) {
          findings.add(
              Kind.InvalidCombination,
              path(at, other),
              "'%s' cannot be combined with '%s'; leave one of them out."
                  .formatted(path(at, other), path(at, name)));
        }
      }
    }
  }

  /// Both or neither.
  ///
  /// @param one a property
  /// @param other its companion
  record Together(String one, String other) implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      if (isGiven(value, one) != isGiven(value, other)) {
        var missing = path(at, isGiven(value, one) ? other : one);
        findings.add(
            Kind.InvalidCombination,
            missing,
            "'%s' and '%s' go together; '%s' is missing."
                .formatted(path(at, one), path(at, other), missing));
      }
    }
  }

  /// One that needs another.
  ///
  /// @param name the property
  /// @param needed what must stand beside it
  record Needs(String name, String needed) implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      if (isGiven(value, name) && !isGiven(value, needed)) {
        findings.add(
            Kind.InvalidCombination,
            path(at, needed),
            "'%s' is required when '%s' is given.".formatted(path(at, needed), path(at, name)));
      }
    }
  }

  /// At least one of several.
  ///
  /// @param names the properties
  record AtLeastOne(List<String> names) implements Rule {
    static AtLeastOne of(String... names) {
      return new AtLeastOne(List.of(names));
    }

    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      if (given(value, names).isEmpty()) {
        findings.add(
            Kind.MissingProperty,
            at,
            "'%s' needs one of %s.".formatted(at, String.join(", ", names)));
      }
    }
  }

  /// The node at a name or a path of two; a missing node when there is none.
  static JsonNode find(JsonNode value, String name) {
    var dot = name.indexOf('.');
    return dot < 0
        ? value.path(name)
        : value.path(name.substring(0, dot)).path(name.substring(dot + 1));
  }

  /// Whether there is something at a name or a path of two.
  static boolean isGiven(JsonNode value, String name) {
    var node = find(value, name);
    return !node.isMissingNode() && !node.isNull() && !(node.isBoolean() && !node.booleanValue());
  }

  /// The path of a name or a path of two.
  static JsonPath path(JsonPath at, String name) {
    var dot = name.indexOf('.');
    return dot < 0
        ? at.child(name)
        : at.child(name.substring(0, dot)).child(name.substring(dot + 1));
  }

  private static List<String> given(ObjectNode value, List<String> names) {
    return names.stream().filter(name -> isGiven(value, name)).toList();
  }
}

package io.fairlead.policy.evaluation.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Selects resources, or entries of an initiative, by one of their properties.
///
/// @param values as they compare: in lower case, locations without blanks
/// @param negated whether the values are those not to be selected
record Selector(Kind kind, Set<String> values, boolean negated) {
  Selector {
    values = Set.copyOf(values);
  }

  /// What is compared. As Azure names them.
  enum Kind {
    LOCATION("resourceLocation"),
    TYPE("resourceType"),
    WITHOUT_LOCATION("resourceWithoutLocation"),
    REFERENCE("policyDefinitionReferenceId");

    private final String written;

    Kind(String written) {
      this.written = written;
    }

    private static Kind named(String name) {
      for (Kind kind : values()) {
        if (kind.written.equalsIgnoreCase(name)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of selector: " + name);
    }
  }

  /// Reads `{"kind": …, "in": […]}` or the same with `notIn`.
  ///
  /// @throws IllegalArgumentException when it is neither
  static Selector parse(JsonNode json) {
    Kind kind = Kind.named(json.path("kind").asText());
    JsonNode in = json.path("in");
    JsonNode notIn = json.path("notIn");
    if (in.isArray() == notIn.isArray()) {
      throw new IllegalArgumentException("a selector has either 'in' or 'notIn'");
    }
    return new Selector(
        kind,
        (in.isArray() ? in : notIn)
            .valueStream()
            .map(value -> compared(kind, value.asText()))
            .collect(Collectors.toSet()),
        notIn.isArray());
  }

  /// Reads an array of them; none where there is no array.
  static List<Selector> all(JsonNode json) {
    return json.valueStream().map(Selector::parse).toList();
  }

  private static String compared(Kind kind, String value) {
    return kind == Kind.LOCATION
        ? ScopedResource.normalized(value)
        : value.toLowerCase(Locale.ROOT);
  }

  /// Whether a definition with that reference is selected for a resource. What has no location is
  /// in none.
  ///
  /// @param reference in lower case
  boolean selects(ScopedResource resource, String reference) {
    boolean among =
        switch (kind) {
          case LOCATION -> values.contains(resource.location());
          case TYPE -> values.contains(resource.type());
          // Means what belongs to a subscription directly; there is nothing of it here.
          case WITHOUT_LOCATION -> false;
          case REFERENCE -> values.contains(reference);
        };
    return among != negated;
  }
}

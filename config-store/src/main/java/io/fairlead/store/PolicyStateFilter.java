package io.fairlead.store;

import java.time.Instant;
import java.util.List;

/// What states have to be. Bounded by whoever makes it: [#MAX_TERMS] terms.
public sealed interface PolicyStateFilter {
  /// The most terms of a filter, counted with those in it.
  int MAX_TERMS = 100;

  /// All of these hold; true when there are none.
  record All(List<PolicyStateFilter> terms) implements PolicyStateFilter {
    public All {
      terms = List.copyOf(terms);
    }
  }

  /// At least one of these holds; false when there are none.
  record Any(List<PolicyStateFilter> terms) implements PolicyStateFilter {
    public Any {
      terms = List.copyOf(terms);
    }
  }

  record Not(PolicyStateFilter term) implements PolicyStateFilter {}

  /// A text compared. Case plays no part.
  ///
  /// @param field any but [PolicyStateField#TIMESTAMP]
  record Text(PolicyStateField field, TextOperator operator, String value)
      implements PolicyStateFilter {
    public Text {
      if (field == PolicyStateField.TIMESTAMP) {
        throw new IllegalArgumentException("TIMESTAMP is no text");
      }
    }
  }

  /// The time of the decision compared.
  record Time(Comparison comparison, Instant value) implements PolicyStateFilter {}

  /// What can be said of two values of one type.
  enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  /// What can be said of two texts.
  enum TextOperator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH
  }

  /// How many terms it has, with those in it and itself.
  default int size() {
    return switch (this) {
      case All(var terms) -> 1 + terms.stream().mapToInt(PolicyStateFilter::size).sum();
      case Any(var terms) -> 1 + terms.stream().mapToInt(PolicyStateFilter::size).sum();
      case Not(var term) -> 1 + term.size();
      case Text _, Time _ -> 1;
    };
  }
}

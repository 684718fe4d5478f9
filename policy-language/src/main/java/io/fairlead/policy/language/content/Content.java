package io.fairlead.policy.language.content;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.expression.Expression;
import io.fairlead.policy.language.expression.Expression.Literal;
import io.fairlead.policy.language.expression.Folding;
import java.util.List;

/// JSON whose strings may be expressions. Immutable.
public sealed interface Content {
  /// Without any expression.
  record Fixed(JsonNode value) implements Content {}

  /// An expression.
  ///
  /// @param path where it stands in the definition
  record Computed(Expression expression, String path) implements Content {}

  /// An array.
  record Sequence(List<Content> elements) implements Content {
    public Sequence {
      elements = List.copyOf(elements);
    }
  }

  /// An object.
  ///
  /// @param loops arrays made by `copy`
  /// @param path where it stands in the definition
  record Mapping(List<Entry> entries, List<Loop> loops, String path) implements Content {
    public Mapping {
      entries = List.copyOf(entries);
      loops = List.copyOf(loops);
    }
  }

  /// A property, whose name may be an expression too.
  record Entry(Content name, Content value) {}

  /// A property whose value is an array with one element for each round.
  ///
  /// @param name of the property and of the loop
  /// @param path where it stands in the definition
  record Loop(String name, Content count, Content input, String path) {}

  /// The same with parameters put in and all worked out that can be beforehand.
  default Content fold(Folding folding) {
    return switch (this) {
      case Fixed fixed -> fixed;
      case Computed(Expression expression, String path) -> {
        Expression folded = folding.fold(expression);
        yield folded instanceof Literal(JsonNode value, int position)
            ? new Fixed(value)
            : new Computed(folded, path);
      }
      case Sequence(List<Content> elements) -> {
        List<Content> folded = elements.stream().map(element -> element.fold(folding)).toList();
        yield ContentParser.fixedIfPossible(new Sequence(folded));
      }
      case Mapping(List<Entry> entries, List<Loop> loops, String path) ->
          ContentParser.fixedIfPossible(
              new Mapping(
                  entries.stream()
                      .map(
                          entry ->
                              new Entry(entry.name().fold(folding), entry.value().fold(folding)))
                      .toList(),
                  loops,
                  path));
    };
  }
}

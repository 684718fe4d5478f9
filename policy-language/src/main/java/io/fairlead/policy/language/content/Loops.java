package io.fairlead.policy.language.content;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The `copy` loops around a place, innermost first, and the answer to `copyIndex`. For one
/// thread.
public final class Loops {
  private record Round(String name, long index, boolean ofResource) {}

  private final Deque<Round> rounds = new ArrayDeque<>();

  /// Begins a round of a loop, within those begun before.
  ///
  /// @param ofResource whether the loop makes resources rather than a property or a variable
  public void enter(String name, long index, boolean ofResource) {
    rounds.push(new Round(name, index, ofResource));
  }

  public void leave() {
    rounds.pop();
  }

  /// `copyIndex([name,] [offset])`: without a name, of the loop that makes resources, else of
  /// the innermost.
  ///
  /// @throws EvaluationException when there is no such loop
  public JsonNode index(List<JsonNode> arguments) {
    boolean named = !arguments.isEmpty() && arguments.getFirst().isTextual();
    int offsetAt = named ? 1 : 0;
    long offset = 0;
    if (arguments.size() > offsetAt) {
      JsonNode given = arguments.get(offsetAt);
      if (!Values.isInteger(given) || arguments.size() > offsetAt + 1) {
        throw new EvaluationException(
            "copyIndex() expects the name of a loop, an offset, or both in this order");
      }
      offset = given.longValue();
    }
    Round round = named ? named(arguments.getFirst().textValue()) : nameless();
    try {
      return Values.number(Math.addExact(round.index, offset));
    } catch (ArithmeticException e) {
      throw new EvaluationException("copyIndex() has no integer of 64 bits as the answer");
    }
  }

  private Round named(String name) {
    return rounds.stream()
        .filter(round -> round.name.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new EvaluationException(
                    "copyIndex() expects the name of a loop around, found '"
                        + Values.shortened(name)
                        + "'"));
  }

  private Round nameless() {
    return rounds.stream()
        .filter(Round::ofResource)
        .findFirst()
        .or(() -> rounds.stream().findFirst())
        .orElseThrow(() -> new EvaluationException("copyIndex() exists only within a copy"));
  }
}

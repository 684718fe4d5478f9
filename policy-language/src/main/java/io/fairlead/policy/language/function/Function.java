package io.fairlead.policy.language.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Limits;
import java.util.EnumSet;
import java.util.Set;

/// A function of its arguments alone.
///
/// @param name as Azure writes it; callers may write it in any case
/// @param min the fewest arguments
/// @param max the most arguments
/// @param places where it may be called
/// @param body what it does
public record Function(String name, int min, int max, Set<Dialect> places, Body body) {
  /// For [#max]: as many as a call may have at all.
  public static final int ANY_NUMBER = Limits.ARGUMENTS;

  /// What a function does.
  @FunctionalInterface
  public interface Body {
    /// The answer for these arguments.
    ///
    /// @throws io.fairlead.policy.language.problem.EvaluationException when the arguments are
    /// of no use
    JsonNode apply(Arguments arguments);
  }

  static Function of(String name, int min, int max, Body body) {
    return new Function(name, min, max, EnumSet.allOf(Dialect.class), body);
  }

  Function only(Dialect place) {
    return new Function(name, min, max, EnumSet.of(place), body);
  }
}

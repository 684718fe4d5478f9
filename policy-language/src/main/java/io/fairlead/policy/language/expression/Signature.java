package io.fairlead.policy.language.expression;

import io.fairlead.policy.language.function.Dialect;
import io.fairlead.policy.language.function.Function;
import java.util.Set;

/// How a function may be called, and where.
///
/// @param name as Azure writes it
/// @param min the fewest arguments
/// @param max the most arguments
record Signature(String name, int min, int max, Set<Dialect> places) {
  static Signature of(Function function) {
    return new Signature(function.name(), function.min(), function.max(), function.places());
  }

  /// How many arguments it takes, in words.
  String arity() {
    if (min == max) {
      return min + (min == 1 ? " argument" : " arguments");
    }
    return max == Function.ANY_NUMBER
        ? "at least " + min + (min == 1 ? " argument" : " arguments")
        : min + " to " + max + " arguments";
  }
}

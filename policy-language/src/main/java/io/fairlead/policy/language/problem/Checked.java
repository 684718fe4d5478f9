package io.fairlead.policy.language.problem;

import java.util.List;

/// A value, or all that is wrong with what it was to be made of.
public sealed interface Checked<T> {
  record Valid<T>(T value) implements Checked<T> {}

  /// What is wrong.
  ///
  /// @param problems at least one, in the order of the text, at most [Problems#MAX]
  record Invalid<T>(List<Problem> problems) implements Checked<T> {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /// The value.
  ///
  /// @throws IllegalArgumentException when there is none; the message lists every problem
  default T orThrow() {
    return switch (this) {
      case Valid<T>(T value) -> value;
      case Invalid<T>(List<Problem> problems) ->
          throw new IllegalArgumentException(
              String.join("; ", problems.stream().map(Problem::toString).toList()));
    };
  }
}

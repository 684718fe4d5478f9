package io.fairlead.policy.evaluation.assignment;

import io.fairlead.policy.language.BoundPolicy;
import io.fairlead.policy.language.definition.Mode;

/// A definition with the parameters of an assignment, or why there is none.
public sealed interface Binding {
  /// Can be asked.
  record Bound(BoundPolicy policy, Mode mode) implements Binding {}

  /// Cannot be asked.
  ///
  /// @param effect as Azure writes it; empty when that is not known
  /// @param message why, a sentence
  record Unbound(String effect, String message) implements Binding {}
}

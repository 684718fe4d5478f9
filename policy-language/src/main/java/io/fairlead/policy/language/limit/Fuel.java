package io.fairlead.policy.language.limit;

import io.fairlead.policy.language.problem.EvaluationException;

/// The steps an evaluation has left. Steps, not time: what runs out runs out everywhere and
/// always at the same point. Burnt in proportion to work: one for each node visited, one for
/// each [#CHARACTERS_PER_STEP] characters. For one thread.
public final class Fuel {
  /// How many characters of text are worked on in one step.
  public static final int CHARACTERS_PER_STEP = 64;

  private final int granted;
  private int left;

  public Fuel(int steps) {
    this.granted = steps;
    this.left = steps;
  }

  /// Takes steps away.
  ///
  /// @throws EvaluationException when there were fewer left
  public void burn(int steps) {
    left -= steps;
    if (left < 0) {
      left = -1;
      throw new EvaluationException("needs more than the " + granted + " steps allowed");
    }
  }

  /// Burns what working on a text of this length takes.
  public void burnText(int characters) {
    burn(1 + characters / CHARACTERS_PER_STEP);
  }
}

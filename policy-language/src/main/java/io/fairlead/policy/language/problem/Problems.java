package io.fairlead.policy.language.problem;

import io.fairlead.policy.language.problem.Problem.Kind;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong while something is read to its end. Keeps the first [#MAX]. For one
/// thread.
public final class Problems {
  /// The most problems kept.
  public static final int MAX = 50;

  private final List<Problem> found = new ArrayList<>();

  /// Adds a value that cannot be.
  public void add(String path, String message) {
    add(Kind.WRONG_VALUE, path, message);
  }

  public void add(Kind kind, String path, String message) {
    if (found.size() < MAX) {
      found.add(new Problem(kind, path, message));
    }
  }

  public void add(EvaluationException e) {
    add(e.path(), e.what());
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /// Whether no further problem would be kept, so that reading on tells nothing.
  public boolean isFull() {
    return found.size() >= MAX;
  }

  public List<Problem> toList() {
    return List.copyOf(found);
  }
}

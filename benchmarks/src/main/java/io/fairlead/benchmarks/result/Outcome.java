package io.fairlead.benchmarks.result;

import java.util.List;

/// What one benchmark found.
///
/// @param benchmark its name
/// @param work what was done, at the size it was done
/// @param hub which one it had, for a person
/// @param seconds how long all of it took, preparations included
/// @param figures in the order in which they are shown
/// @param processes what was used meanwhile; empty when nothing was measured
/// @param failure why it could not be carried out; empty when it was
public record Outcome(
    String benchmark,
    String work,
    String hub,
    double seconds,
    List<Figure> figures,
    List<ProcessUse> processes,
    String failure) {
  public Outcome {
    figures = List.copyOf(figures);
    processes = List.copyOf(processes);
  }

  /// Whether it was carried out and every goal was reached.
  public boolean isReached() {
    return failure.isEmpty() && figures.stream().noneMatch(Figure::isMissed);
  }
}

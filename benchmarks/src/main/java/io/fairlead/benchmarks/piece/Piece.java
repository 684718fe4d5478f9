package io.fairlead.benchmarks.piece;

import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that is measured.
///
/// @param name for people, with `%s` where a parameter goes
/// @param method what does it, as [Measured#method()]
/// @param floor what the bare parts do for the same; null where there are none
record Piece(String name, String method, @Nullable String floor) {
  /// Its figures for each parameter: the time beside its floor, how far off that may be where that
  /// is known, and the memory.
  ///
  /// @throws IllegalStateException when it or its floor was not measured
  List<Figure> figures(List<Measured> all) {
    List<Measured> own = all.stream().filter(each -> each.method().equals(method)).toList();
    if (own.isEmpty()) {
      throw new IllegalStateException("JMH has not measured " + method);
    }
    return own.stream().flatMap(each -> figures(each, all).stream()).toList();
  }

  private List<Figure> figures(Measured own, List<Measured> all) {
    String full = name.formatted(own.parameter());
    Figure time = Figure.of(full, own.micros(), Unit.MICROSECONDS);
    String bare = floor;
    List<Figure> figures = new ArrayList<>();
    figures.add(bare == null ? time : time.withFloor(micros(bare, own.parameter(), all)));
    if (!Double.isNaN(own.error())) {
      figures.add(Figure.of(full + ", ±", own.error(), Unit.MICROSECONDS));
    }
    figures.add(Figure.of(full + ", allocated", own.bytes(), Unit.BYTES));
    return figures;
  }

  private static double micros(String method, String parameter, List<Measured> all) {
    return all.stream()
        .filter(each -> each.method().equals(method) && each.parameter().equals(parameter))
        .mapToDouble(Measured::micros)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("JMH has not measured " + method + " " + parameter));
  }
}

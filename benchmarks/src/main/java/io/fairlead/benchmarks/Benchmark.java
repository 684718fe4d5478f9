package io.fairlead.benchmarks;

import io.fairlead.benchmarks.result.Figure;
import java.util.List;

/// One kind of work that is measured, with what it is to reach.
public interface Benchmark {
  /// What `./fairlead bench` calls it.
  String name();

  /// The work in a line, with its numbers and the warm-up.
  String work(Size size);

  /// Does the work.
  ///
  /// @return what was found, in the order in which it is shown
  /// @throws RuntimeException when the work could not be done: then there are no figures
  List<Figure> run(Bench bench) throws InterruptedException;
}

package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a floor takes that is over in seconds: from one time to the next that differs by half, and
/// a ratio to it with it. So it is done once that does not count, as the hub has done it before,
/// and then several times, of which the middle one counts.
final class RepeatedFloor {
  private RepeatedFloor() {}

  /// A floor's work.
  @FunctionalInterface
  interface Work {
    /// Does it.
    ///
    /// @param time how often it was done before
    /// @return how long that took
    Duration run(int time) throws InterruptedException;
  }

  /// How long the middle one took.
  static Duration middle(Size size, Work work) throws InterruptedException {
    var _ = work.run(0);
    List<Duration> times = new ArrayList<>();
    for (int time = 1; time <= size.of(3, 1); time++) {
      times.add(work.run(time));
    }
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}

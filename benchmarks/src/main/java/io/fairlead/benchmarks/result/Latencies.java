package io.fairlead.benchmarks.result;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.ConcurrentHistogram;

/// How long many of the same thing took, to three digits, from a microsecond to an hour.
/// Thread-safe.
///
/// What is recorded must be counted from when it was *meant* to begin: a generator that waits for a
/// slow answer before it begins the next would else leave out what its users waited.
public final class Latencies {
  private static final double MICROS_PER_MILLI = 1_000;
  private static final int DIGITS = 3;
  private static final double MEDIAN = 50;
  private static final double NEARLY_ALL = 99;
  private static final double ALL = 100;

  private final ConcurrentHistogram micros =
      new ConcurrentHistogram(1, Duration.ofHours(1).toNanos() / 1_000, DIGITS);

  /// Takes note of one.
  ///
  /// @param nanos how long it took; what is below a microsecond counts as one, what is above an
  ///     hour as an hour
  public void record(long nanos) {
    micros.recordValue(Math.clamp(nanos / 1_000, 1, micros.getHighestTrackableValue()));
  }

  /// How many were recorded.
  public long count() {
    return micros.getTotalCount();
  }

  /// Half of all took at most that, milliseconds.
  ///
  /// @throws IllegalStateException when there is none, which is no short time
  public double median() {
    return at(MEDIAN);
  }

  /// 99 of 100 took at most that, milliseconds.
  ///
  /// @throws IllegalStateException as [#median()]
  public double p99() {
    return at(NEARLY_ALL);
  }

  /// The longest, milliseconds.
  ///
  /// @throws IllegalStateException as [#median()]
  public double max() {
    return at(ALL);
  }

  private double at(double percentile) {
    if (count() == 0) {
      throw new IllegalStateException("of what was to be measured there was none");
    }
    return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
  }

  /// Median, p99 and maximum as figures without goals.
  ///
  /// @param leg what took that long
  /// @throws IllegalStateException as [#median()]
  public List<Figure> figures(String leg) {
    return List.of(
        Figure.of(leg + ": median", median(), Unit.MILLISECONDS),
        Figure.of(leg + ": p99", p99(), Unit.MILLISECONDS),
        Figure.of(leg + ": maximum", max(), Unit.MILLISECONDS));
  }
}

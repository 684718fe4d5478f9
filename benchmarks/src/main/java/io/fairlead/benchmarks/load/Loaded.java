package io.fairlead.benchmarks.load;

import io.fairlead.benchmarks.result.Latencies;
import java.time.Duration;

/// How requests fared while it was measured; what was answered during the
/// warm-up by a [ClosedLoop], or was due then of an [OpenLoop], does not count.
///
/// @param measured how long
/// @param done how many succeeded
/// @param failed how many did not
/// @param firstFailure why the first of those did not; empty when all succeeded
/// @param latencies of those that succeeded
public record Loaded(
    Duration measured, long done, long failed, String firstFailure, Latencies latencies) {
  private static final double NANOS = 1e9;

  /// How many succeeded a second.
  public double perSecond() {
    return done / (measured.toNanos() / NANOS);
  }

  /// The same, when all succeeded.
  ///
  /// @throws IllegalStateException when one did not
  public Loaded withoutFailures() {
    if (failed > 0) {
      throw new IllegalStateException(failed + " requests failed, the first: " + firstFailure);
    }
    return this;
  }
}

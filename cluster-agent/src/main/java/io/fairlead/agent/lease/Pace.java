package io.fairlead.agent.lease;

import java.time.Duration;

/// The times of a lease.
///
/// @param lease after how long without renewal another agent may take it; whole seconds
/// @param tenure for how long a renewal lets its agent write. The rest is for calls that are
///     on their way, whose time is limited to that, and for clocks that differ
/// @param renewal how often the holder renews it; who waits looks about half as often whether it is
///     free
record Pace(Duration lease, Duration tenure, Duration renewal) {
  /// Slow, as each renewal is two calls to the API on a machine that has little to give, and
  /// take-overs without an orderly end are rare.
  static final Pace USUAL =
      new Pace(Duration.ofSeconds(60), Duration.ofSeconds(40), Duration.ofSeconds(10));
}

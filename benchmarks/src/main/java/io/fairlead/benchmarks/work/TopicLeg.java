package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.hub.Topics;
import io.fairlead.benchmarks.result.WallClock;

/// What a topic got while something was measured.
///
/// @param records that are committed
/// @param bytesOfEach the mean of their values
/// @param seconds until the time of the last, by its sender's clock
record TopicLeg(int records, int bytesOfEach, double seconds) {
  private static final double NANOS = 1e9;

  /// Reads all that came since a mark.
  ///
  /// @param begin from when it counts, by [System#nanoTime()]
  static TopicLeg of(Topics topics, Topics.Mark mark, WallClock clock, long begin) {
    Totals totals = new Totals();
    topics.since(
        mark,
        record -> {
          totals.records++;
          totals.bytes += record.value() == null ? 0 : record.value().length;
          totals.last = Math.max(totals.last, record.timestamp());
        });
    if (totals.records == 0) {
      throw new IllegalStateException("nothing came on " + mark.topic());
    }
    return new TopicLeg(
        totals.records,
        Math.toIntExact(totals.bytes / totals.records),
        (clock.nanosOfMillis(totals.last) - begin) / NANOS);
  }

  private static final class Totals {
    int records;
    long bytes;
    long last;
  }
}

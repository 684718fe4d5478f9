package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.floor.KafkaFloor;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.hub.Topics;
import io.fairlead.benchmarks.result.WallClock;
import io.fairlead.contract.topic.Topic;
import java.time.Duration;

/// What a topic got while something was measured.
///
/// @param topic the topic
/// @param records that are committed
/// @param bytesOfEach the mean of their values
/// @param seconds until the time of the last, by its sender's clock
record TopicLeg(Topic topic, int records, int bytesOfEach, double seconds) {
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
        mark.topic(),
        totals.records,
        Math.toIntExact(totals.bytes / totals.records),
        (clock.nanosOfMillis(totals.last) - begin) / NANOS);
  }

  /// How long bare Kafka of that hub takes to carry as many records of the same bytes.
  Duration carriedBare(Hub hub) throws InterruptedException {
    return KafkaFloor.produceAndConsume(
        hub.bootstrapServers(), topic.partitions(), records, bytesOfEach);
  }

  private static final class Totals {
    int records;
    long bytes;
    long last;
  }
}

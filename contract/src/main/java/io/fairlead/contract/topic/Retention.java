package io.fairlead.contract.topic;

import java.time.Duration;

/// How long a topic keeps its records.
public sealed interface Retention {
  /// The newest record of each key, for ever.
  record Compacted() implements Retention {}

  /// Every record, for a time.
  record For(Duration kept) implements Retention {}

  /// Every record for a time, and none for much longer: Kafka deletes whole segments, each when its
  /// newest record is old enough, so that a record is gone after `kept`, `segment` and the interval
  /// of Kafka's check.
  ///
  /// @param segment how long a segment takes records
  record ForNoLonger(Duration kept, Duration segment) implements Retention {}
}

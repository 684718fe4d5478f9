package io.fairlead.contract.topic;

import java.time.Duration;

/// How long a topic keeps its records.
public sealed interface Retention {
  /// The newest record of each key, for ever.
  record Compacted() implements Retention {}

  /// Every record, for a time.
  record For(Duration kept) implements Retention {}
}

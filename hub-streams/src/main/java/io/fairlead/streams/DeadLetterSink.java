package io.fairlead.streams;

import io.fairlead.contract.topic.DeadLetter;

/// Takes what could not be read. Never blocks for long, never throws.
@FunctionalInterface
public interface DeadLetterSink {
  void accept(DeadLetter letter);
}

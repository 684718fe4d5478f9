package io.fairlead.engine.kafka;

/// Takes what could not be read. Never blocks for long, never throws.
@FunctionalInterface
public interface PoisonSink {
  void accept(PoisonRecord record);
}

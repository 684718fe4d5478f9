package io.fairlead.gateway.kafka;

/// Takes what could not be read. Never blocks.
@FunctionalInterface
public interface PoisonSink {
  void accept(PoisonRecord record);
}

package io.fairlead.store.publish;

/// Lets a test stop the publisher at its most delicate moment.
@FunctionalInterface
interface PublisherProbe {
  PublisherProbe NONE = records -> {};

  /// Called when rows were read and their number taken, before anything is sent to Kafka.
  void beforeSending(int records) throws InterruptedException;
}

package io.fairlead.store.publish;

import io.fairlead.contract.event.Publication;

/// What a new publisher makes of what it finds. A pure function of [EpochFacts].
sealed interface EpochDecision {
  /// Goes on where the last one stopped.
  record Continue() implements EpochDecision {}

  /// Goes on with an epoch that was not complete: what is on Kafka from older ones may not have
  /// been removed yet.
  record Resume() implements EpochDecision {}

  /// Begins a new epoch.
  ///
  /// @param number the number of the first publication in it
  /// @param regenerate whether generations may have been given out that this database does not
  ///     know of: then every resource needs one that was never used
  record Begin(long epoch, long number, EpochReason reason, boolean regenerate)
      implements EpochDecision {}

  static EpochDecision of(EpochFacts facts) {
    HubRow hub = facts.hub();
    long publishedEpoch = facts.published().map(Publication::epoch).orElse(0L);
    long publishedNumber = facts.published().map(Publication::number).orElse(0L);
    long epoch = Math.max(hub.epoch(), publishedEpoch) + 1;
    long number = Math.max(hub.number(), publishedNumber) + 1;
    if (hub.epoch() == 0) {
      return new Begin(epoch, number, EpochReason.FIRST_START, facts.published().isPresent());
    }
    // The number is committed here before anything is published under it: Kafka is never ahead of
    // the database that published.
    if (publishedNumber > hub.number()
        || publishedEpoch > hub.epoch()
        || facts.changesFromTheFuture()
        || !facts.databaseIdentity().equals(hub.databaseIdentity())) {
      return new Begin(epoch, number, EpochReason.DATABASE_RESTORED, true);
    }
    if (!facts.topicIds().equals(hub.topicIds())
        || (hub.complete() && facts.published().isEmpty())) {
      return new Begin(epoch, number, EpochReason.KAFKA_LOST, false);
    }
    return hub.complete() ? new Continue() : new Resume();
  }
}

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
  record Begin(long epoch, long number, EpochReason reason, Renewal renewal)
      implements EpochDecision {}

  /// Which resources need a generation that was never used.
  enum Renewal {
    NONE,
    /// Those changed since they were published last: this database may be older than what was
    /// published from it, without anything that shows it, and so had given them out before.
    UNPUBLISHED,
    /// All: generations were given out that this database does not know of.
    ALL
  }

  static EpochDecision of(EpochFacts facts) {
    HubRow hub = facts.hub();
    Progress progress = hub.progress();
    long publishedEpoch = facts.published().map(Publication::epoch).orElse(0L);
    long publishedNumber = facts.published().map(Publication::number).orElse(0L);
    // Agents remember epochs that neither the database nor Kafka may know any more: the time keeps
    // a hub that lost both from using a number again.
    long epoch = Math.max(Math.max(hub.epoch(), publishedEpoch) + 1, facts.now().getEpochSecond());
    long number = Math.max(progress.number(), publishedNumber) + 1;
    if (hub.epoch() == 0) {
      boolean used = facts.published().isPresent() || facts.changesFromTheFuture();
      return new Begin(epoch, number, EpochReason.FIRST_START, used ? Renewal.ALL : Renewal.NONE);
    }
    // The number is committed here before anything is published under it: Kafka is never ahead of
    // the database that published.
    if (publishedNumber > progress.number()
        || publishedEpoch > hub.epoch()
        || facts.changesFromTheFuture()
        || !facts.databaseIdentity().equals(hub.databaseIdentity())) {
      return new Begin(epoch, number, EpochReason.DATABASE_RESTORED, Renewal.ALL);
    }
    if (!facts.topicIds().equals(hub.topicIds())
        || (hub.complete() && facts.published().isEmpty())
        || publishedNumber < progress.confirmed()
        || facts.ends().isBehind(progress.ends())) {
      return new Begin(epoch, number, EpochReason.KAFKA_LOST, Renewal.UNPUBLISHED);
    }
    return hub.complete() ? new Continue() : new Resume();
  }
}

package io.fairlead.store.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// How publication goes, for metrics and health. Thread-safe.
public final class PublisherStatus {
  private final InstantSource clock;
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong transactions = new AtomicLong();
  private volatile PublisherState state = PublisherState.STOPPED;
  private volatile boolean everReady;
  private volatile long epoch;
  private volatile Optional<Backlog> backlog = Optional.empty();
  private volatile Optional<SealedValues> sealed = Optional.empty();
  private volatile Consumer<SealedValues> counted = _ -> {};

  public PublisherStatus(InstantSource clock) {
    this.clock = clock;
  }

  public PublisherState state() {
    return state;
  }

  /// Whether changes that are written here reach Kafka, now or when it is there again: since it
  /// started, this process has published, or has seen another one do so.
  public boolean isReady() {
    return everReady;
  }

  /// The epoch published in last; 0 when this process did not publish.
  public long epoch() {
    return epoch;
  }

  /// Records published by this process, tombstones included.
  public long published() {
    return published.get();
  }

  /// Kafka transactions committed by this process.
  public long transactions() {
    return transactions.get();
  }

  /// Changes that wait to be published, whoever is to publish them; empty while that is not known.
  public OptionalLong rowsWaiting() {
    return backlog.map(measured -> OptionalLong.of(measured.rows())).orElse(OptionalLong.empty());
  }

  /// The age of the oldest change that waits to be published, zero when none does; empty while that
  /// is not known.
  public Optional<Duration> oldestUnpublished() {
    return backlog.map(measured -> age(measured.oldest()));
  }

  private Duration age(Optional<Instant> oldest) {
    return oldest.map(changed -> Duration.between(changed, clock.instant())).orElse(Duration.ZERO);
  }

  /// How many values each key sealed; empty while this process has not counted them.
  public Optional<SealedValues> sealed() {
    return sealed;
  }

  /// From now on told of each count, on the publisher's thread; must return at once.
  public void whenCounted(Consumer<SealedValues> told) {
    counted = told;
  }

  void counted(SealedValues values) {
    sealed = Optional.of(values);
    counted.accept(values);
  }

  void enter(PublisherState next) {
    state = next;
    switch (next) {
      case STANDBY, REPUBLISHING, PUBLISHING -> everReady = true;
      case STOPPED, STARTING, FAILED -> {}
    }
  }

  void inEpoch(long number) {
    epoch = number;
  }

  void waiting(Backlog measured) {
    backlog = Optional.of(measured);
  }

  void unmeasured() {
    backlog = Optional.empty();
    sealed = Optional.empty();
  }

  void committed(int records) {
    published.addAndGet(records);
    transactions.incrementAndGet();
  }
}

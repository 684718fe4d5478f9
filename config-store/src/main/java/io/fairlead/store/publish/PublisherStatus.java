package io.fairlead.store.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// How publication goes, for metrics and health. Thread-safe.
public final class PublisherStatus {
  private final InstantSource clock;
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong transactions = new AtomicLong();
  private volatile PublisherState state = PublisherState.STOPPED;
  private volatile boolean everReady;
  private volatile long epoch;
  private volatile Backlog backlog = Backlog.NONE;

  public PublisherStatus(InstantSource clock) {
    this.clock = clock;
  }

  public PublisherState state() {
    return state;
  }

  /// Whether this process has published everything, or has seen another publish, since it started.
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

  /// Changes that wait to be published, as last counted by this process.
  public long rowsWaiting() {
    return backlog.rows();
  }

  /// The age of the oldest change that waits to be published; zero when none does.
  public Duration oldestUnpublished() {
    Instant now = clock.instant();
    return backlog.oldest().map(oldest -> Duration.between(oldest, now)).orElse(Duration.ZERO);
  }

  void enter(PublisherState next) {
    state = next;
    if (next == PublisherState.PUBLISHING || next == PublisherState.STANDBY) {
      everReady = true;
    }
  }

  void inEpoch(long number) {
    epoch = number;
  }

  void waiting(Backlog measured) {
    backlog = measured;
  }

  void committed(int records) {
    published.addAndGet(records);
    transactions.incrementAndGet();
  }
}

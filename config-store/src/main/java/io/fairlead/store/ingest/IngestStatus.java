package io.fairlead.store.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How ingestion from one channel goes, for metrics and health. Thread-safe.
public final class IngestStatus {
  private final InstantSource clock;
  private final AtomicLong ingested = new AtomicLong();
  private final AtomicLong dead = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicReference<@Nullable Instant> failingSince = new AtomicReference<>();

  public IngestStatus(InstantSource clock) {
    this.clock = clock;
  }

  /// Records ingested.
  public long ingested() {
    return ingested.get();
  }

  /// Records that went to the dead letters.
  public long dead() {
    return dead.get();
  }

  /// Attempts that failed because the database could not be asked.
  public long failures() {
    return failures.get();
  }

  /// For how long a batch waits for the database; zero when none does.
  public Duration failingFor() {
    Instant since = failingSince.get();
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
  }

  void ingested(int records, int deadLetters) {
    ingested.addAndGet(records);
    dead.addAndGet(deadLetters);
  }

  void failed() {
    failures.incrementAndGet();
    failingSince.compareAndSet(null, clock.instant());
  }

  void recovered() {
    failingSince.set(null);
  }
}

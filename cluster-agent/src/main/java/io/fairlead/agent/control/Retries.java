package io.fairlead.agent.control;

import io.fairlead.agent.cluster.Faults;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// When to look again at what could not be done, and what to say of it: the pauses grow, the log
/// has each sort once, and what lasts for [Faults#LASTING] is told to the user, in words that
/// stay while it lasts. Thread-safe.
final class Retries {
  private static final Logger LOG = Logger.getLogger(Retries.class);
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final Duration SAID_AGAIN = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private final Map<String, Row> rows = new ConcurrentHashMap<>();
  private final Map<Integer, Long> logged = new ConcurrentHashMap<>();

  /// What to do about a failure.
  ///
  /// @param pause when to try again
  /// @param message what to tell the user; null while it may pass by itself
  record Next(Duration pause, @Nullable String message) {}

  /// One failure after the other.
  private record Row(int times, long since, @Nullable Told told) {}

  /// What the user has been told, and when.
  private record Told(Failure failure, long at) {}

  /// @param nanoTime a clock that nobody sets
  Retries(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// It did not work.
  Next failed(String record, Failure failure) {
    long now = nanoTime.getAsLong();
    log(record, failure, now);
    Row row = rows.compute(record, (name, former) -> next(former, failure, now));
    long longest = FIRST.toMillis() << Math.min(row.times() - 1, 10);
    long millis = Math.min(longest, LONGEST.toMillis());
    return new Next(
        Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1)),
        row.told() == null
            ? null
            : row.told().failure().message() + "; it is tried again until it works");
  }

  /// Failures that take turns are no news each time.
  private static Row next(@Nullable Row former, Failure failure, long now) {
    if (former == null) {
      return new Row(1, now, null);
    }
    Told told = former.told();
    boolean news =
        told == null
            ? now - former.since() >= Faults.LASTING.toNanos()
            : !told.failure().isLike(failure) && now - told.at() >= SAID_AGAIN.toNanos();
    return new Row(former.times() + 1, former.since(), news ? new Told(failure, now) : told);
  }

  /// One line for each code in five minutes, however many configurations it hits: they say more.
  private void log(String record, Failure failure, long now) {
    Long last = logged.get(failure.code());
    if (last == null || now - last > SAID_AGAIN.toNanos()) {
      logged.put(failure.code(), now);
      LOG.warnf(
          "look=failed record=%s reason=\"%s\" effect=\"tried again\"", record, failure.message());
    }
  }

  /// It worked, or there is nothing to be done any more.
  void worked(String record) {
    rows.remove(record);
  }
}

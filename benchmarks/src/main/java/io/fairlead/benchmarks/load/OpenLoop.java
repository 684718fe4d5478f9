package io.fairlead.benchmarks.load;

import io.fairlead.benchmarks.result.Latencies;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/// Requests at a steady rate, whether earlier ones are answered or not, as users send them who do
/// not know of one another. How long one took is counted from when it was due.
public final class OpenLoop {
  /// Who waits for that many has more to mend than their latency.
  private static final int MOST_AT_ONCE = 10_000;

  private static final long NANOS = 1_000_000_000L;

  private OpenLoop() {}

  /// A request that wants to know when it was due.
  @FunctionalInterface
  public interface Request {
    /// Begins it.
    ///
    /// @param number counts from 0, and over the warm-up too
    /// @param due by [System#nanoTime()]; now, or earlier when the generator is late
    Future<?> begin(long number, long due);
  }

  /// Runs, and returns when the last request is answered.
  ///
  /// @param perSecond how many requests
  /// @param request begins the request of that number, which counts from 0 and over the warm-up too
  public static Loaded run(
      int perSecond, Duration warmUp, Duration measured, LongFunction<Future<?>> request)
      throws InterruptedException {
    return run(perSecond, warmUp, measured, (number, due) -> request.apply(number));
  }

  /// Runs, and returns when the last request is answered.
  ///
  /// @param perSecond how many requests
  /// @return measured until the last answer, so that it tells what rate was reached
  public static Loaded run(int perSecond, Duration warmUp, Duration measured, Request request)
      throws InterruptedException {
    Latencies latencies = new Latencies();
    AtomicLong done = new AtomicLong();
    AtomicLong failed = new AtomicLong();
    AtomicReference<String> firstFailure = new AtomicReference<>("");
    Semaphore places = new Semaphore(MOST_AT_ONCE);
    long first = first(perSecond, warmUp);
    long count = first + first(perSecond, measured);
    long begin = System.nanoTime();
    for (long number = 0; number < count; number++) {
      long due = begin + number * NANOS / perSecond;
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      places.acquire();
      boolean counts = number >= first;
      request
          .begin(number, due)
          .onComplete(
              answer -> {
                if (answer.failed()) {
                  failed.incrementAndGet();
                  firstFailure.compareAndSet("", String.valueOf(answer.cause().getMessage()));
                } else if (counts) {
                  done.incrementAndGet();
                  latencies.record(System.nanoTime() - due);
                }
                places.release();
              });
    }
    places.acquire(MOST_AT_ONCE);
    long taken = System.nanoTime() - (begin + first * NANOS / perSecond);
    return new Loaded(
        Duration.ofNanos(Math.max(taken, measured.toNanos())),
        done.get(),
        failed.get(),
        firstFailure.get(),
        latencies);
  }

  private static long first(int perSecond, Duration time) {
    return perSecond * time.toMillis() / 1_000;
  }
}

package io.fairlead.benchmarks.load;

import io.fairlead.benchmarks.result.Latencies;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

/// Clients of which each sends its next request when the last one is answered. It shows how much is
/// done at most; how long a request takes in it is how long *these* clients wait, not what others
/// would: that shows [OpenLoop].
public final class ClosedLoop {
  private final LongFunction<Future<?>> request;
  private final AtomicLong number = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicReference<String> firstFailure = new AtomicReference<>("");
  private final Latencies latencies = new Latencies();
  private final CountDownLatch clients;
  private final long begin;
  private final long end;

  private ClosedLoop(
      int clients, Duration warmUp, Duration measured, LongFunction<Future<?>> request) {
    this.request = request;
    this.clients = new CountDownLatch(clients);
    this.begin = System.nanoTime() + warmUp.toNanos();
    this.end = begin + measured.toNanos();
  }

  /// Runs, and returns when the last request is answered.
  ///
  /// @param request begins the request of that number, which counts from 0
  public static Loaded run(
      int clients, Duration warmUp, Duration measured, LongFunction<Future<?>> request)
      throws InterruptedException {
    ClosedLoop loop = new ClosedLoop(clients, warmUp, measured, request);
    for (int client = 0; client < clients; client++) {
      loop.next();
    }
    loop.clients.await();
    return new Loaded(
        measured, loop.done.get(), loop.failed.get(), loop.firstFailure.get(), loop.latencies);
  }

  private void next() {
    long now = System.nanoTime();
    if (now >= end) {
      clients.countDown();
      return;
    }
    request
        .apply(number.getAndIncrement())
        .onComplete(
            answer -> {
              long then = System.nanoTime();
              if (answer.failed()) {
                failed.incrementAndGet();
                firstFailure.compareAndSet("", String.valueOf(answer.cause().getMessage()));
              } else if (then >= begin && then < end) {
                done.incrementAndGet();
                latencies.record(then - now);
              }
              next();
            });
  }
}

package io.fairlead.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopsTest {
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    clock.shutdownNow();
  }

  @Test
  void aClosedLoopHasNoMoreRequestsUnderWayThanItHasClients() throws InterruptedException {
    // Given
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    // When
    Loaded loaded =
        ClosedLoop.run(
            3,
            Duration.ZERO,
            Duration.ofMillis(60),
            number -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              return after(Duration.ofMillis(2)).onComplete(done -> underWay.decrementAndGet());
            });
    // Then
    assertThat(most).hasValue(3);
    assertThat(loaded.done()).isPositive().isEqualTo(loaded.latencies().count());
    assertThat(loaded.latencies().median()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void anOpenLoopCountsTheWaitForOneThatIsSlowFromWhenTheNextWasDue() throws InterruptedException {
    // Given
    long stall = Duration.ofMillis(100).toNanos();
    AtomicLong freeAt = new AtomicLong();
    // When
    Loaded loaded =
        OpenLoop.run(
            100,
            Duration.ZERO,
            Duration.ofMillis(100),
            number -> {
              // All are answered when the first one's stall is over.
              freeAt.compareAndSet(0, System.nanoTime() + stall);
              return after(Duration.ofNanos(Math.max(1, freeAt.get() - System.nanoTime())));
            });
    // Then
    assertThat(loaded.done()).isEqualTo(10);
    assertThat(loaded.latencies().max()).isGreaterThanOrEqualTo(95);
    assertThat(loaded.latencies().median()).isGreaterThanOrEqualTo(40);
  }

  @Test
  void whatIsBegunDuringTheWarmUpIsNotCounted() throws InterruptedException {
    // Given
    AtomicInteger begun = new AtomicInteger();
    // When
    Loaded loaded =
        OpenLoop.run(
            1_000,
            Duration.ofMillis(30),
            Duration.ofMillis(20),
            number -> {
              begun.incrementAndGet();
              return Future.succeededFuture();
            });
    // Then
    assertThat(begun).hasValue(50);
    assertThat(loaded.done()).isEqualTo(20);
  }

  @Test
  void aFailureIsNotPassedOver() throws InterruptedException {
    // Given
    Loaded loaded =
        OpenLoop.run(
            1_000, Duration.ZERO, Duration.ofMillis(3), number -> Future.failedFuture("refused"));
    // When
    assertThatThrownBy(loaded::withoutFailures)
        // Then
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("3 requests failed, the first: refused");
  }

  private Future<Void> after(Duration time) {
    Promise<Void> promise = Promise.promise();
    var _ = clock.schedule(() -> promise.complete(), time.toNanos(), TimeUnit.NANOSECONDS);
    return promise.future();
  }
}

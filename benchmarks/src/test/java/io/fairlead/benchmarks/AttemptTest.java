package io.fairlead.benchmarks;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Unit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final CompletableFuture<String> died = new CompletableFuture<>();
  private final AtomicInteger givenUp = new AtomicInteger();

  @Test
  void whatIsDoneInTimeHasItsFigures() throws InterruptedException {
    // Given
    List<Figure> found = List.of(Figure.of("found", 1, Unit.COUNT));
    // When
    Attempt.Result result = attempt(() -> found, LONG);
    // Then
    assertThat(result).isEqualTo(new Attempt.Result(found, ""));
    assertThat(givenUp).hasValue(0);
  }

  @Test
  void whatHangsIsInterruptedAtItsLimitAndWhatItWorksWithIsStopped() throws InterruptedException {
    // Given
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    // When
    Attempt.Result result = attempt(() -> hang(interrupted), SHORT);
    // Then
    assertThat(result).isEqualTo(Attempt.Result.failed("not done within 50 ms"));
    assertThat(interrupted).isCompletedWithValue(true);
    assertThat(givenUp).hasValue(1);
  }

  @Test
  void theEndOfAProcessEndsItAtOnce() throws InterruptedException {
    // Given
    died.complete("agent-gateway has ended; its log: /logs/agent-gateway.log");
    // When
    Attempt.Result result = attempt(() -> hang(new CompletableFuture<>()), LONG);
    // Then
    assertThat(result.failure())
        .isEqualTo("agent-gateway has ended; its log: /logs/agent-gateway.log");
    assertThat(givenUp).hasValue(1);
  }

  @Test
  void whatFailsBecauseAProcessEndedSaysSo() throws InterruptedException {
    // When
    Attempt.Result result =
        attempt(
            () -> {
              died.completeOnTimeout("kafka has ended", 100, MILLISECONDS);
              throw new IllegalStateException("a request failed");
            },
            LONG);
    // Then
    assertThat(result.failure())
        .isEqualTo("kafka has ended; noticed by java.lang.IllegalStateException: a request failed");
  }

  @Test
  void whatFailsByItselfSaysWhy() throws InterruptedException {
    // When
    Attempt.Result result =
        attempt(
            () -> {
              throw new IllegalStateException("no metric");
            },
            LONG);
    // Then
    assertThat(result.failure()).isEqualTo("java.lang.IllegalStateException: no metric");
    assertThat(givenUp).hasValue(1);
  }

  private Attempt.Result attempt(Attempt.Work work, Duration limit) throws InterruptedException {
    return Attempt.of("attempt", work, died, limit, givenUp::incrementAndGet);
  }

  private static List<Figure> hang(CompletableFuture<Boolean> interrupted)
      throws InterruptedException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.complete(true);
      throw e;
    }
    return List.of();
  }
}

package io.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.embedded.StartException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SupervisedTest {
  private final FakePart part = new FakePart();
  private final CompletableFuture<String> givenUp = new CompletableFuture<>();
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final Supervised supervised =
      new Supervised(part, said::add, InstantSource.system(), givenUp::complete);

  @Test
  void starts_a_part_that_died_again() {
    // Given
    supervised.begin();

    // When
    part.kill();

    // Then
    Awaitility.await().until(() -> part.starts.get() == 2 && supervised.isServing());
    assertThat(said).contains("fake died (exit code 137), starting it again");
  }

  @Test
  void does_not_start_a_part_that_was_ended() throws InterruptedException {
    // Given
    supervised.begin();

    // When
    supervised.end(Duration.ofSeconds(1));

    // Then
    assertThat(supervised.isServing()).isFalse();
    assertThat(part.starts).hasValue(1);
    assertThat(givenUp).isNotDone();
  }

  @Test
  void starts_a_part_that_was_ended_when_told_to() throws InterruptedException {
    // Given
    supervised.begin();
    supervised.end(Duration.ofSeconds(1));

    // When
    supervised.begin();

    // Then
    assertThat(supervised.isServing()).isTrue();
  }

  @Test
  void gives_up_what_dies_whenever_it_serves() {
    // Given
    part.diesAtOnce = true;

    // When
    supervised.begin();

    // Then
    assertThat(givenUp).succeedsWithin(Duration.ofSeconds(10));
    assertThat(givenUp.join()).isEqualTo("fake keeps dying (exit code 137), giving up");
    assertThat(part.starts).hasValue(1 + Restarts.MOST_RECENT);
  }

  @Test
  void says_why_a_part_does_not_come_back() throws InterruptedException {
    // Given
    supervised.begin();
    part.refusesToStart = true;

    // When
    part.kill();

    // Then
    Awaitility.await().until(() -> said.contains("fake does not start"));
    supervised.end(Duration.ofSeconds(1));
    assertThat(supervised.isServing()).isFalse();
  }

  @Test
  void gives_up_with_its_reason_what_does_not_come_back() {
    // Given
    supervised.begin();
    part.refusesToStart = true;

    // When
    part.kill();

    // Then
    assertThat(givenUp).succeedsWithin(Duration.ofSeconds(20));
    assertThat(givenUp.join()).isEqualTo("fake does not come back, giving up: fake does not start");
  }

  @Test
  void says_that_it_cannot_look_after_a_part_any_more() {
    // Given
    supervised.begin();
    part.fails = true;

    // When
    part.kill();

    // Then
    assertThat(givenUp).succeedsWithin(Duration.ofSeconds(10));
    assertThat(givenUp.join()).startsWith("fake cannot be watched: ");
  }

  /// A part without a process.
  private static final class FakePart implements Part {
    final AtomicInteger starts = new AtomicInteger();
    volatile boolean diesAtOnce;
    volatile boolean refusesToStart;
    volatile boolean fails;
    private volatile CompletableFuture<Integer> exit = new CompletableFuture<>();

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public void start() {
      if (fails) {
        throw new IllegalStateException("a fault of the program");
      }
      if (refusesToStart) {
        throw new StartException("fake does not start");
      }
      starts.incrementAndGet();
      exit = new CompletableFuture<>();
      if (diesAtOnce) {
        kill();
      }
    }

    @Override
    public boolean isAlive() {
      return !exit.isDone();
    }

    @Override
    public long pid() {
      return 1;
    }

    @Override
    public CompletableFuture<Integer> onExit() {
      return exit;
    }

    @Override
    public void kill() {
      exit.complete(137);
    }

    @Override
    public void stop(Duration grace) {
      exit.complete(143);
    }
  }
}

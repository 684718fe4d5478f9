package io.fairlead.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// One writer of a record at a time, and others for other records.
class NameLocksTest {
  private final NameLocks locks = new NameLocks();
  private final ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();

  @Test
  void two_of_a_name_run_one_after_the_other() throws InterruptedException {
    // Given
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch began = new CountDownLatch(1);
    Thread first = start("web", "first", began, mayEnd);
    began.await();
    Thread second = start("web", "second", new CountDownLatch(1), mayEnd);
    await().until(() -> second.getState() == Thread.State.WAITING);
    List<String> whileOneRuns = List.copyOf(order);
    // When
    mayEnd.countDown();
    first.join();
    second.join();
    // Then
    assertThat(whileOneRuns).containsExactly("first begins");
    assertThat(order).containsExactly("first begins", "first ends", "second begins", "second ends");
  }

  @Test
  void another_name_does_not_wait() throws InterruptedException {
    // Given
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch began = new CountDownLatch(1);
    Thread slow = start("web", "slow", began, mayEnd);
    began.await();
    // When
    locks.with("db", () -> order.add("quick"));
    // Then
    assertThat(order).containsExactly("slow begins", "quick");
    mayEnd.countDown();
    slow.join();
  }

  @Test
  void a_failure_lets_the_next_one_in() throws InterruptedException {
    // Given
    Runnable failing =
        () -> {
          throw new IllegalStateException("of the task");
        };
    assertThatThrownBy(() -> locks.with("web", failing)).hasMessage("of the task");
    // When
    start("web", "next", new CountDownLatch(1), new CountDownLatch(0)).join();
    // Then
    assertThat(order).containsExactly("next begins", "next ends");
  }

  private Thread start(String name, String task, CountDownLatch began, CountDownLatch mayEnd) {
    return Thread.ofPlatform()
        .start(
            () ->
                locks.with(
                    name,
                    () -> {
                      order.add(task + " begins");
                      began.countDown();
                      hold(mayEnd);
                      order.add(task + " ends");
                    }));
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.fairlead.api.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PagePoolTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /// Of an item: two make a large page.
  private static final long LARGE = PagePool.SMALL;

  /// For two large pages of two items, of which each byte is there twice.
  private static final long MEMORY = 8 * LARGE;

  private final PagePool pool = new PagePool(2, MEMORY);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void whatBecomesOfItemsIsInTheirOrder() {
    // Given
    List<Integer> items = IntStream.range(0, 5_000).boxed().toList();

    // When
    List<Integer> made =
        pool.make(items, _ -> 100, item -> item * 2, all -> all).await().atMost(SOON);

    // Then
    assertThat(made).isEqualTo(items.stream().map(item -> item * 2).toList());
  }

  @Test
  void itemsOfALargePageAreMadeSideBySide() {
    // Given: neither is ready before the other has begun
    var both = new CyclicBarrier(2);

    // When
    List<String> made =
        make(
                item -> {
                  meet(both);
                  return item;
                },
                "a",
                "b")
            .await()
            .atMost(SOON);

    // Then
    assertThat(made).containsExactly("a", "b");
  }

  @Test
  void aSmallPageIsMadeWhereItIsAskedFor() {
    // Given
    Set<Thread> threads = ConcurrentHashMap.newKeySet();

    // When
    pool.make(List.of("a", "b"), _ -> PagePool.SMALL / 2, _ -> threads.add(current()), all -> all)
        .await()
        .atMost(SOON);

    // Then
    assertThat(threads).containsExactly(current());
  }

  @Test
  void aLargePageIsMadeOffTheEventLoopAndGoesOnThere() throws Exception {
    // Given
    var vertx = Vertx.vertx();
    Set<Boolean> onLoop = ConcurrentHashMap.newKeySet();
    var goesOn = new CompletableFuture<Context>();
    Context context = vertx.getOrCreateContext();

    // When
    context.runOnContext(
        _ ->
            make(
                    item -> {
                      onLoop.add(Context.isOnEventLoopThread());
                      return item;
                    },
                    "a",
                    "b")
                .subscribe()
                .with(_ -> goesOn.complete(Vertx.currentContext())));

    // Then
    assertThat(goesOn.get(10, TimeUnit.SECONDS)).isEqualTo(context);
    assertThat(onLoop).containsExactly(false);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void oneItemThatFailsFailsThePageAndLeavesTheRest() {
    // Given
    var alone = new PagePool(1, MEMORY);
    var made = new AtomicInteger();

    // When
    Uni<List<String>> page =
        alone.make(
            List.of("a", "b", "c"),
            _ -> LARGE,
            item -> {
              made.incrementAndGet();
              if (item.equals("b")) {
                throw new IllegalStateException("b is broken");
              }
              return item;
            },
            all -> all);

    // Then
    assertThatThrownBy(() -> page.await().atMost(SOON)).hasMessage("b is broken");
    assertThat(made).hasValue(2);
    alone.close();
  }

  @Test
  void aPageThatWouldTakeTooMuchMemoryIsRefusedUntilOthersAreMade() throws Exception {
    // Given
    var release = new CountDownLatch(1);
    UnaryOperator<String> waiting =
        item -> {
          awaitQuietly(release);
          return item;
        };
    CompletableFuture<List<String>> first = make(waiting, "a", "b").subscribeAsCompletionStage();
    CompletableFuture<List<String>> second = make(waiting, "c", "d").subscribeAsCompletionStage();

    // When
    Uni<List<String>> third = make(item -> item, "e", "f");

    // Then
    assertThatThrownBy(() -> third.await().atMost(SOON))
        .isInstanceOfSatisfying(
            ArmException.class,
            refused -> {
              assertThat(refused.answer().status()).isEqualTo(503);
              assertThat(refused.answer().errorCode())
                  .isEqualTo(ArmErrorCode.ServiceUnavailable.name());
              assertThat(refused.answer().headers()).containsEntry("Retry-After", "1");
            });
    release.countDown();
    first.get(10, TimeUnit.SECONDS);
    second.get(10, TimeUnit.SECONDS);
    assertThat(third.await().atMost(SOON)).containsExactly("e", "f");
  }

  @Test
  void aPageLargerThanThereIsMemoryIsMadeWhenThereIsNoOther() {
    // When
    List<String> made =
        pool.make(List.of("a", "b"), _ -> MEMORY, item -> item, all -> all).await().atMost(SOON);

    // Then
    assertThat(made).containsExactly("a", "b");
  }

  @Test
  void aPageThatNobodyWaitsForIsLeft() throws Exception {
    // Given
    var alone = new PagePool(1, MEMORY);
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var made = new AtomicInteger();
    var page =
        alone
            .make(
                List.of("a", "b", "c", "d"),
                _ -> LARGE,
                item -> {
                  begun.countDown();
                  awaitQuietly(release);
                  made.incrementAndGet();
                  return item;
                },
                all -> all)
            .subscribe()
            .with(_ -> {});
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    // When
    page.cancel();

    // Then: another one finds room and a thread, and the first went no further
    Uni<List<String>> next = alone.make(List.of("e", "f"), _ -> MEMORY, item -> item, all -> all);
    release.countDown();
    assertThat(next.await().atMost(SOON)).containsExactly("e", "f");
    assertThat(made).hasValue(1);
    alone.close();
  }

  private Uni<List<String>> make(UnaryOperator<String> work, String... items) {
    return pool.make(List.of(items), _ -> LARGE, work, all -> all);
  }

  private static Thread current() {
    return Thread.currentThread();
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never released");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.fairlead.systemtest.user;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Does something many times at once.
public final class Together {
  private Together() {}

  /// All at the same moment; the results are in the order of the numbers.
  public static <T> List<T> times(int count, IntFunction<T> action) {
    return times(count, count, action);
  }

  /// As fast as possible, so many of them at the same time.
  public static <T> List<T> times(int count, int atOnce, IntFunction<T> action) {
    CountDownLatch start = new CountDownLatch(1);
    Semaphore places = new Semaphore(atOnce);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<T>> results =
          IntStream.range(0, count)
              .mapToObj(
                  number ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            await(start);
                            places.acquireUninterruptibly();
                            try {
                              return action.apply(number);
                            } finally {
                              places.release();
                            }
                          },
                          threads))
              .toList();
      start.countDown();
      return results.stream().map(CompletableFuture::join).toList();
    }
  }

  private static void await(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

package io.fairlead.api.work;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Opens and writes pages off the event loops, on as many threads as there are processors. Pages
/// take turns; a thread that no other page waits for helps with the items of one. What the pages in
/// the making take of the memory together is bounded. Thread-safe.
public final class PagePool implements AutoCloseable {
  /// A page of no more bytes is made where it was asked for: in about the time it takes to hand it
  /// over and back.
  static final long SMALL = 16L * 1024;

  /// A byte that was read is there twice: sealed, and written.
  private static final long COPIES = 2;

  /// The part of the heap that pages in the making may take.
  private static final long PART_OF_HEAP = 4;

  /// Most pages that wait. Their bytes bound them earlier, unless there are hardly any.
  private static final int LONGEST_QUEUE = 1024;

  private final ThreadPoolExecutor threads;
  private final long memory;
  private final AtomicLong taken = new AtomicLong();

  /// With a quarter of the heap.
  public PagePool() {
    this(BoundedThreads.asProcessors(), Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /// @param size how many threads
  /// @param memory what the pages in the making may take together, in bytes. One that takes more by
  ///     itself is made when there is no other
  PagePool(int size, long memory) {
    this.threads = BoundedThreads.named("page-", size, LONGEST_QUEUE);
    this.memory = memory;
  }

  /// Makes a page, and goes on where it was asked from.
  ///
  /// @param items of the page
  /// @param bytes about how much there is of an item
  /// @param work what becomes of an item; items are worked on side by side
  /// @param whole what becomes of all of them, in the order of the items; off the event loops too
  /// @return fails as the work of an item does, and with an [ArmException] (503) when too many
  ///     pages are made already
  public <T, R, A> Uni<A> make(
      List<T> items, ToLongFunction<T> bytes, Function<T, R> work, Function<List<R>, A> whole) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long size = items.stream().mapToLong(bytes).sum();
              return size <= SMALL
                  ? Uni.createFrom().item(whole.apply(items.stream().map(work).toList()))
                  : offLoop(new PageWork<>(items, work, whole), items.size(), size * COPIES);
            });
  }

  private <A> Uni<A> offLoop(PageWork<?, ?, A> page, int items, long takes) {
    if (!take(takes)) {
      return Uni.createFrom().failure(busy());
    }
    // Who helps keeps no other page waiting: only threads do that have nothing to do.
    int idle = threads.getMaximumPoolSize() - threads.getActiveCount() - threads.getQueue().size();
    try {
      for (int hands = Math.clamp(idle, 1, items); hands > 0; hands--) {
        threads.execute(page::help);
      }
    } catch (RejectedExecutionException _) {
      page.done().completeExceptionally(busy());
    }
    return Uni.createFrom()
        .completionStage(page.done())
        .onTermination()
        .invoke(() -> taken.addAndGet(-takes))
        .emitOn(CurrentContext.executor());
  }

  private boolean take(long bytes) {
    long before = taken.getAndUpdate(now -> now == 0 || now + bytes <= memory ? now + bytes : now);
    return before == 0 || before + bytes <= memory;
  }

  /// When too much is read.
  private static ArmException busy() {
    return new ArmException(
        ArmError.of(
            ArmErrorCode.ServiceUnavailable,
            "The server reads as many lists as it can. The same request may succeed later."),
        Map.of("Retry-After", "1"));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package io.fairlead.api.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/// The items of one page, worked on by whoever has a hand free, each by one thread. What becomes of
/// them is in their order. Thread-safe.
///
/// @param <T> an item
/// @param <R> what becomes of it
/// @param <A> what becomes of all of them
final class PageWork<T, R, A> {
  private final List<T> items;
  private final Function<T, R> work;
  private final Function<List<R>, A> whole;
  private final AtomicReferenceArray<R> made;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger left;
  private final CompletableFuture<A> done = new CompletableFuture<>();

  /// @param items at least one
  PageWork(List<T> items, Function<T, R> work, Function<List<R>, A> whole) {
    this.items = items;
    this.work = work;
    this.whole = whole;
    this.made = new AtomicReferenceArray<>(items.size());
    this.left = new AtomicInteger(items.size());
  }

  /// Works on one item after another until none is left that nobody works on. Once one has failed,
  /// or nobody waits for them any longer, the others are left.
  void help() {
    try {
      for (int at = next.getAndIncrement();
          at < items.size() && !done.isDone();
          at = next.getAndIncrement()) {
        made.set(at, work.apply(items.get(at)));
        if (left.decrementAndGet() == 0) {
          done.complete(whole.apply(inOrder()));
        }
      }
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
    }
  }

  private List<R> inOrder() {
    List<R> all = new ArrayList<>(made.length());
    for (int at = 0; at < made.length(); at++) {
      all.add(made.get(at));
    }
    return all;
  }

  /// What becomes of them; fails as the first that failed. To cancel it says that nobody waits.
  CompletableFuture<A> done() {
    return done;
  }
}

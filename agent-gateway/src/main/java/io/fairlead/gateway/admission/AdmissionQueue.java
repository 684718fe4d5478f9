package io.fairlead.gateway.admission;

import io.fairlead.contract.id.ResourceId;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Where attempts wait for their tokens to be checked, which costs a read of the table and a
/// signature: threads and a bounded queue apart from those of sessions, so that a flood of tokens
/// holds up no session. Of one cluster only a few wait at a time, so that a flood in the name of
/// one holds up no other. Thread-safe.
public final class AdmissionQueue implements AutoCloseable {
  private static final int THREADS = 2;

  /// An agent makes one attempt at a time; more is somebody else, or an agent that broke off.
  static final int MAX_OF_ONE_CLUSTER = 4;

  private final ThreadPoolExecutor executor;
  private final Map<String, Integer> byCluster = new ConcurrentHashMap<>();
  private final WaitingRoom room = new WaitingRoom(THREADS, System::nanoTime);

  /// @param maxWaiting attempts that may wait; more are refused
  public AdmissionQueue(int maxWaiting) {
    executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(maxWaiting),
            Thread.ofPlatform().name("admission-", 0).daemon().factory());
  }

  /// Checks an attempt, on a thread that may block.
  ///
  /// @param cluster for whom it claims to speak
  /// @return fails as the check does, with [TooManyWaitException] when too many wait, and with
  ///     [RejectedExecutionException] when it is closed
  public <T> CompletionStage<T> submit(ResourceId cluster, Supplier<T> check) {
    String key = cluster.key();
    int ofCluster = byCluster.merge(key, 1, Integer::sum);
    CompletableFuture<T> checked =
        ofCluster > MAX_OF_ONE_CLUSTER
            // Takes no place in the order of those who are to come back.
            ? CompletableFuture.failedFuture(
                new TooManyWaitException(
                    "too many attempts of one cluster wait", WaitingRoom.SHORTEST))
            : enqueue(check);
    return checked.whenComplete(
        (_, _) -> byCluster.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1));
  }

  private <T> CompletableFuture<T> enqueue(Supplier<T> check) {
    try {
      return CompletableFuture.supplyAsync(() -> timed(check), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          executor.isShutdown()
              ? e
              : new TooManyWaitException("too many attempts wait", room.comeBack()));
    }
  }

  private <T> T timed(Supplier<T> check) {
    long began = System.nanoTime();
    try {
      return check.get();
    } finally {
      room.checked(System.nanoTime() - began);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}

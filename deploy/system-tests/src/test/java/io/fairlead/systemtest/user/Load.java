package io.fairlead.systemtest.user;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.check.Ledger;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Writers that create, update and delete configurations at a steady rate, each with keys of its
/// own. A
/// write that is not acknowledged is sent again until it is, for a while. What was acknowledged is
/// in the
/// ledger.
public final class Load implements AutoCloseable {
  /// How to write.
  ///
  /// @param clusters where
  /// @param keysPerCluster how many names are used in each
  /// @param writersPerCluster how many share these names out
  /// @param perSecond requests of all writers together
  /// @param seed of all that is random
  /// @param patience how long one write is sent again
  public record Plan(
      List<ResourceId> clusters,
      int keysPerCluster,
      int writersPerCluster,
      int perSecond,
      long seed,
      Duration patience) {
    public Plan {
      clusters = List.copyOf(clusters);
    }
  }

  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final int ONE_DELETION_IN = 8;
  private static final int TICKS_PER_SECOND = 20;

  private final ConfigUser user;
  private final Ledger ledger;
  private final Plan plan;
  private final Semaphore pace = new Semaphore(0);
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<CompletableFuture<Void>> running = new ArrayList<>();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile boolean stopping;

  private Load(ConfigUser user, Ledger ledger, Plan plan) {
    this.user = user;
    this.ledger = ledger;
    this.plan = plan;
  }

  /// Starts writing.
  public static Load start(ConfigUser user, Ledger ledger, Plan plan) {
    var load = new Load(user, ledger, plan);
    load.begin();
    return load;
  }

  /// How often a write had to be sent again so far.
  public long retries() {
    return retries.get();
  }

  /// How often a key could not be used again so far, because its deletion was not confirmed yet.
  public long refused() {
    return refused.get();
  }

  /// Stops, once every write that was begun is acknowledged.
  ///
  /// @throws java.util.concurrent.CompletionException when a writer failed
  public void stop() {
    stopping = true;
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
  }

  @Override
  public void close() {
    stopping = true;
    clock.shutdownNow();
    writers.shutdownNow();
  }

  private void begin() {
    int perTick = Math.max(1, plan.perSecond() / TICKS_PER_SECOND);
    var ticking =
        clock.scheduleAtFixedRate(
            () -> pace.release(Math.max(0, perTick - pace.availablePermits())),
            0,
            1000 / TICKS_PER_SECOND,
            TimeUnit.MILLISECONDS);
    for (ResourceId cluster : plan.clusters()) {
      for (int writer = 0; writer < plan.writersPerCluster(); writer++) {
        int number = writer;
        running.add(CompletableFuture.runAsync(() -> write(cluster, number), writers));
      }
    }
    if (ticking.isDone()) {
      throw new IllegalStateException("the pace could not be set");
    }
  }

  private void write(ResourceId cluster, int writer) {
    var random = new Random(plan.seed() ^ (cluster.key() + writer).hashCode());
    int share = plan.keysPerCluster() / plan.writersPerCluster();
    boolean[] present = new boolean[share];
    for (long count = 0; !stopping; count++) {
      int key = random.nextInt(share);
      ResourceId id = cluster.extension(FLUX, "w" + writer + "-" + key);
      if (present[key] && random.nextInt(ONE_DELETION_IN) == 0) {
        boolean force = random.nextBoolean();
        insist(() -> force ? user.forceDelete(id) : user.delete(id)).expect(200, 202, 204);
        ledger.deleted(id);
        present[key] = false;
      } else {
        String value = "w" + writer + "/" + count;
        // 409: the deletion before is still on its way; nothing was written, so another key's turn.
        if (insist(() -> user.put(id, Bodies.flux(value))).expect(200, 201, 409).accepted()) {
          ledger.wrote(id, value);
          present[key] = true;
        } else {
          refused.incrementAndGet();
        }
      }
    }
  }

  private Answer insist(java.util.function.Supplier<Answer> request) {
    long deadline = System.nanoTime() + plan.patience().toNanos();
    String last = "";
    while (System.nanoTime() < deadline) {
      awaitTurn();
      try {
        Answer answer = request.get();
        if (!answer.retriable()) {
          return answer;
        }
        last = answer.toString();
      } catch (UncheckedIOException e) {
        last = e.toString();
      }
      retries.incrementAndGet();
    }
    throw new AssertionError("not acknowledged within " + plan.patience() + ": " + last);
  }

  private void awaitTurn() {
    try {
      pace.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

package io.fairlead.systemtest.user;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.check.Ledger;
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
import java.util.stream.IntStream;

/// Writers that create, update and delete configurations at a steady rate, each with keys of its
/// own. A write that is not acknowledged is sent again until it is, for a while. What was
/// acknowledged is in the ledger. An answer that shows that an acknowledged write was lost ends
/// the writer with an error.
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

    private int writers() {
      return clusters.size() * writersPerCluster;
    }
  }

  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final int ONE_DELETION_IN = 8;
  private static final int TICKS_PER_SECOND = 20;

  private final ConfigUser user;
  private final Ledger ledger;
  private final Plan plan;
  private final Semaphore pace = new Semaphore(0);
  private final Persistence persistence;

  /// A writer has a permit while it writes. Fair, so that a pause comes to its turn.
  private final Semaphore floor;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<CompletableFuture<Void>> running = new ArrayList<>();
  private final AtomicLong refused = new AtomicLong();
  private volatile boolean stopping;

  private Load(ConfigUser user, Ledger ledger, Plan plan) {
    this.user = user;
    this.ledger = ledger;
    this.plan = plan;
    this.persistence = new Persistence(pace, plan.patience());
    this.floor = new Semaphore(plan.writers(), true);
  }

  /// Starts writing.
  public static Load start(ConfigUser user, Ledger ledger, Plan plan) {
    var load = new Load(user, ledger, plan);
    load.begin();
    return load;
  }

  /// How often a write had to be sent again so far.
  public long retries() {
    return persistence.retries();
  }

  /// How often a key could not be used again so far, because its deletion was not confirmed yet.
  public long refused() {
    return refused.get();
  }

  /// Does something while no write is on its way: all that were begun are acknowledged.
  ///
  /// @throws java.util.concurrent.CompletionException when a writer failed
  public void whilePaused(Runnable action) {
    floor.acquireUninterruptibly(plan.writers());
    try {
      running.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
      action.run();
    } finally {
      floor.release(plan.writers());
    }
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
        running.add(CompletableFuture.runAsync(() -> writeOn(cluster, number), writers));
      }
    }
    if (ticking.isDone()) {
      throw new IllegalStateException("the pace could not be set");
    }
  }

  private void writeOn(ResourceId cluster, int writer) {
    var random = new Random(plan.seed() ^ (cluster.key() + writer).hashCode());
    List<OwnedKey> keys =
        IntStream.range(0, plan.keysPerCluster() / plan.writersPerCluster())
            .mapToObj(key -> cluster.extension(FLUX, "w" + writer + "-" + key))
            .map(id -> new OwnedKey(user, persistence, id))
            .toList();
    for (long count = 0; !stopping; count++) {
      OwnedKey key = keys.get(random.nextInt(keys.size()));
      floor.acquireUninterruptibly();
      try {
        write(key, "w" + writer + "/" + count, random);
      } finally {
        floor.release();
      }
    }
  }

  private void write(OwnedKey key, String value, Random random) {
    if (key.isPresent() && random.nextInt(ONE_DELETION_IN) == 0) {
      key.delete(random.nextBoolean());
      ledger.deleted(key.id());
    } else if (key.put(value)) {
      ledger.wrote(key.id(), value);
    } else {
      refused.incrementAndGet();
    }
  }
}

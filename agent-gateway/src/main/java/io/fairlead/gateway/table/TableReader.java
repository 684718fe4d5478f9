package io.fairlead.gateway.table;

import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.gateway.session.DesiredState;
import io.fairlead.gateway.session.EpochMovedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/// Reads the table for sessions, on a few threads of its own: the disk may be slow, and event loops
/// must not be. Thread-safe.
public final class TableReader implements DesiredState, AutoCloseable {
  private static final int THREADS = 4;

  private final int maxWaiting;
  private final PropertiesSeal seal;
  private final ThreadPoolExecutor executor;
  private volatile @Nullable StateTable table;

  /// @param maxWaiting reads that may wait; more are refused
  /// @param seal opens properties
  public TableReader(int maxWaiting, PropertiesSeal seal) {
    this.maxWaiting = maxWaiting;
    this.seal = seal;
    executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(maxWaiting),
            Thread.ofPlatform().name("table-reader-", 0).daemon().factory());
  }

  /// Reads from this table from now on; null for none.
  void use(@Nullable StateTable next) {
    table = next;
  }

  /// A cluster's row, read on the calling thread, which may be slow.
  ///
  /// @throws TableUnavailableException while there is no table
  public Optional<ClusterRow> clusterNow(ResourceId cluster) {
    return current().cluster(cluster);
  }

  /// A cluster's row.
  public CompletionStage<Optional<ClusterRow>> cluster(ResourceId cluster) {
    return submit(current -> current.cluster(cluster));
  }

  /// How many reads may wait.
  int maxWaiting() {
    return maxWaiting;
  }

  @Override
  public CompletionStage<Void> upToDate(ResourceId cluster) {
    StateTable current = table;
    return current == null
        ? CompletableFuture.failedFuture(unavailable())
        : current.upToDate(cluster);
  }

  @Override
  public CompletionStage<Snapshot> snapshot(ResourceId cluster, long epoch) {
    return submit(
        epoch,
        current -> {
          Map<String, ConfigurationVersion> versions = new HashMap<>();
          try (KeyValueIterator<Bytes, byte[]> rows = current.configurationsOf(cluster)) {
            while (rows.hasNext()) {
              ConfigurationVersion version = ConfigurationRow.version(rows.next().value);
              versions.put(version.id().key(), version);
            }
          }
          return Snapshot.of(versions);
        });
  }

  @Override
  public CompletionStage<Batch> read(List<String> keys, int maxBytes, long epoch) {
    return submit(
        epoch,
        current -> {
          List<Optional<Desired>> states = new ArrayList<>();
          int bytes = 0;
          for (String key : keys) {
            Optional<byte[]> row = current.configuration(key);
            bytes += row.map(ConfigurationRow::propertiesLength).orElse(0);
            if (bytes > maxBytes && !states.isEmpty()) {
              break;
            }
            states.add(row.map(found -> ConfigurationRow.desired(found, seal)));
          }
          return new Batch(states);
        });
  }

  /// Reads, and looks at the epoch after it: whatever was read is then of that epoch alone.
  private <T> CompletionStage<T> submit(long epoch, Function<StateTable, T> read) {
    return submit(
        current -> {
          T value = read.apply(current);
          long newest = current.newestEpoch();
          if (newest != epoch) {
            throw new EpochMovedException(epoch, newest);
          }
          return value;
        });
  }

  private StateTable current() {
    StateTable current = table;
    if (current == null) {
      throw unavailable();
    }
    return current;
  }

  private <T> CompletionStage<T> submit(Function<StateTable, T> read) {
    Supplier<T> task = () -> read.apply(current());
    try {
      return CompletableFuture.supplyAsync(task, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static TableUnavailableException unavailable() {
    return new TableUnavailableException("the table is being built");
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}

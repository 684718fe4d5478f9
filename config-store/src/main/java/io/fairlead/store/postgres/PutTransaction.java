package io.fairlead.store.postgres;

import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// Many writes of configurations in one transaction of a few statements. Each is decided by itself,
/// as if it were alone. Thread-safe.
///
/// It waits for no lock of a cluster or of a configuration: what somebody else has locked is left
/// to be written alone, as is what changes more than the configuration's own row, and what is
/// large. It locks in the order of all writers: clusters, then configurations, each in the order
/// of keys.
final class PutTransaction
    implements Gathering.Round<GatheredWrite, WriteOutcome<StoredConfiguration>> {
  /// Most bytes of properties that one write may open or write in a round: a round is worked on in
  /// one go, on one event loop.
  static final int LARGE = 32 * 1024;

  private final Pool pool;
  private final ConfigurationView view;
  private final Runnable afterChange;

  /// @param afterChange called after each transaction that changed something
  PutTransaction(Pool pool, ConfigurationView view, Runnable afterChange) {
    this.pool = pool;
    this.view = view;
    this.afterChange = afterChange;
  }

  /// What was found for a write.
  ///
  /// @param generation for what it makes
  private record Found(FoundConfiguration configuration, long generation) {}

  /// Writes them.
  ///
  /// @param writes at most one of each configuration
  /// @return empty for those that are to be written alone: all, when a statement failed. Fails when
  ///     nobody knows whether it was committed
  @Override
  public Uni<List<Optional<WriteOutcome<StoredConfiguration>>>> ask(List<GatheredWrite> writes) {
    var written = new AtomicBoolean();
    return pool.withTransaction(
            connection ->
                settled(connection, writes)
                    .call(settled -> new PutStatements(connection, settled).write())
                    .invoke(() -> written.set(true)))
        .invoke(this::committed)
        .map(settled -> settled.stream().map(Settled::outcome).toList())
        .onFailure(failure -> !written.get())
        .recoverWithItem(failure -> none(writes, failure));
  }

  private static List<Optional<WriteOutcome<StoredConfiguration>>> none(
      List<GatheredWrite> writes, Throwable failure) {
    RoundLog.undone("write", writes.size(), failure);
    return writes.stream().map(_ -> Optional.<WriteOutcome<StoredConfiguration>>empty()).toList();
  }

  private void committed(List<Settled> settled) {
    settled.forEach(Settled::recorded);
    if (settled.stream().anyMatch(one -> one.row().isPresent())) {
      afterChange.run();
    }
  }

  private Uni<List<Settled>> settled(SqlConnection connection, List<GatheredWrite> writes) {
    return clusters(connection, writes)
        .chain(clusters -> found(connection, writes, clusters))
        .chain(
            found ->
                counts(connection, writes, found).map(counts -> decide(writes, found, counts)));
  }

  private static Uni<Map<String, FoundCluster>> clusters(
      SqlConnection connection, List<GatheredWrite> writes) {
    String[] keys =
        writes.stream().map(GatheredWrite::clusterKey).distinct().toArray(String[]::new);
    return connection
        .preparedQuery(FoundSql.CLUSTERS)
        .execute(Tuple.tuple().addArrayOfString(keys))
        .map(
            rows -> {
              Map<String, FoundCluster> clusters = new HashMap<>();
              rows.forEach(row -> clusters.put(row.getString("l_key"), FoundSql.cluster(row)));
              return clusters;
            });
  }

  /// @return by keys; without what could not be locked
  private static Uni<Map<String, Found>> found(
      SqlConnection connection, List<GatheredWrite> writes, Map<String, FoundCluster> clusters) {
    List<GatheredWrite> there =
        writes.stream().filter(write -> clusters.containsKey(write.clusterKey())).toList();
    if (there.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    List<FoundCluster> of = new ArrayList<>();
    there.forEach(write -> of.add(clusters.get(write.clusterKey())));
    Tuple parameters =
        Tuple.tuple()
            .addArrayOfString(there.stream().map(GatheredWrite::key).toArray(String[]::new))
            .addArrayOfUUID(of.stream().map(FoundCluster::uid).toArray(UUID[]::new));
    return connection
        .preparedQuery(FoundSql.CONFIGURATIONS)
        .execute(parameters)
        .map(
            rows -> {
              Map<String, Found> found = new HashMap<>();
              for (Row row : rows) {
                int i = Math.toIntExact(row.getLong("n")) - 1;
                if (!row.getBoolean("busy")) {
                  found.put(
                      there.get(i).key(),
                      new Found(
                          FoundSql.configuration(of.get(i), row), row.getLong("next_generation")));
                }
              }
              return found;
            });
  }

  /// Of the clusters that may get new configurations.
  private static Uni<Map<String, Long>> counts(
      SqlConnection connection, List<GatheredWrite> writes, Map<String, Found> found) {
    String[] growing =
        writes.stream()
            .filter(
                write -> {
                  Found one = found.get(write.key());
                  return one != null && one.configuration().row() == null;
                })
            .map(GatheredWrite::clusterKey)
            .distinct()
            .toArray(String[]::new);
    if (growing.length == 0) {
      return Uni.createFrom().item(Map.of());
    }
    return connection
        .preparedQuery(FoundSql.COUNTS)
        .execute(Tuple.tuple().addArrayOfString(growing))
        .map(
            rows -> {
              Map<String, Long> counts = new HashMap<>();
              rows.forEach(row -> counts.put(row.getString("cluster_key"), row.getLong("n")));
              return counts;
            });
  }

  private List<Settled> decide(
      List<GatheredWrite> writes, Map<String, Found> found, Map<String, Long> counts) {
    Instant now = view.clock().instant();
    Map<String, Long> grown = new HashMap<>(counts);
    List<Settled> settled = new ArrayList<>();
    for (GatheredWrite write : writes) {
      Found one = found.get(write.key());
      settled.add(one == null ? Settled.alone(write) : decide(write, one, grown, now));
    }
    return settled;
  }

  private Settled decide(GatheredWrite write, Found found, Map<String, Long> counts, Instant now) {
    FoundConfiguration configuration = found.configuration();
    ConfigurationEntity row = configuration.row();
    if (row != null && row.properties().length > LARGE) {
      return Settled.alone(write);
    }
    return switch (PutDecision.of(configuration, write.expectation(), view)) {
      case PutDecision.Refuse(var outcome) -> Settled.of(write, outcome);
      // What was said of the incarnation before goes with it.
      case PutDecision.Begin _ when row != null -> Settled.alone(write);
      case PutDecision.Begin(var cluster) -> {
        long count = counts.getOrDefault(cluster.key(), 0L);
        if (count >= ProtocolLimits.MAX_CONFIGURATIONS) {
          yield Settled.of(
              write, new WriteOutcome.LimitReached<>(ProtocolLimits.MAX_CONFIGURATIONS));
        }
        counts.put(cluster.key(), count + 1);
        yield begin(write, found, now);
      }
      // Whoever waits for the one before is told.
      case PutDecision.Change change
          when ConfigurationEntity.waits(change.current().properties()) ->
          Settled.alone(write);
      case PutDecision.Change change ->
          change.isSame(write.write())
              ? Settled.of(write, new WriteOutcome.Unchanged<>(change.current()))
              : change(write, change.row(), found, now);
    };
  }

  private Settled begin(GatheredWrite write, Found found, Instant now) {
    var row = new ConfigurationEntity(write.write().id());
    row.begin(write.write(), UUID.randomUUID(), found.generation(), now, write.sealed().getBytes());
    UUID operation = UUID.randomUUID();
    StoredConfiguration stored = view.of(found.configuration().anew(row));
    return Settled.of(
        write, true, row, now, operation, new WriteOutcome.Created<>(stored, operation));
  }

  private Settled change(GatheredWrite write, ConfigurationEntity row, Found found, Instant now) {
    long before = row.generation();
    row.change(write.write(), found.generation(), now, write.sealed().getBytes());
    UUID operation = UUID.randomUUID();
    StoredConfiguration stored = view.of(found.configuration());
    return Settled.of(
        write, false, row, now, operation, new WriteOutcome.Updated<>(stored, operation, before));
  }
}

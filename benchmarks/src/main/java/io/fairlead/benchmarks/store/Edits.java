package io.fairlead.benchmarks.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.encryption.PropertiesSeal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Edits configurations in the store's table: each edit is an update of its row with other sealed
/// properties and the next generation, as the API's is. Some thousand rows are a transaction, where
/// the API's would be one each; the store publishes meanwhile, as it always does.
public final class Edits {
  private static final int BATCH = 1_000;

  private static final String EDIT =
      """
      update configurations c set generation = nextval('generation'), properties = e.properties,
        modified_by = 'benchmark', changed_at = now()
      from unnest(?::text[], ?::bytea[]) as e (key, properties) where c.id_key = e.key""";

  private static final String ALL =
      "select id, uid, generation from configurations where lifecycle = 'Active'";

  private final Hub hub;
  private final PropertiesSeal seal;

  /// Of that hub.
  public Edits(Hub hub) {
    this.hub = hub;
    this.seal = hub.seal();
  }

  /// Edits each of these, again and again: all once, then all once more.
  ///
  /// @param times how often
  /// @param properties what they are to be after the edit of that number, from 0
  public void edit(List<ResourceId> configurations, int times, IntFunction<ObjectNode> properties)
      throws InterruptedException {
    int lanes = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
      List<Future<Void>> done =
          IntStream.range(0, lanes)
              .mapToObj(
                  lane -> threads.submit(lane(configurations, lane, lanes, times, properties)))
              .toList();
      for (Future<Void> one : done) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot edit configurations", e.getCause());
    }
  }

  /// No two lanes edit the same configuration: they would wait for each other.
  private Callable<Void> lane(
      List<ResourceId> all, int lane, int lanes, int times, IntFunction<ObjectNode> properties) {
    List<ResourceId> own =
        IntStream.iterate(lane, number -> number < all.size(), number -> number + lanes)
            .mapToObj(all::get)
            .toList();
    return () -> {
      try (Connection connection = hub.database().connect();
          PreparedStatement edit = connection.prepareStatement(EDIT)) {
        for (int time = 0; time < times; time++) {
          for (int first = 0; first < own.size(); first += BATCH) {
            List<ResourceId> batch = own.subList(first, Math.min(own.size(), first + BATCH));
            edit(connection, edit, batch, properties.apply(time));
          }
        }
      }
      return null;
    };
  }

  private void edit(
      Connection connection, PreparedStatement edit, List<ResourceId> batch, ObjectNode properties)
      throws SQLException {
    String[] keys = batch.stream().map(ResourceId::key).toArray(String[]::new);
    byte[][] sealed = batch.stream().map(id -> seal.seal(id, properties)).toArray(byte[][]::new);
    edit.setArray(1, connection.createArrayOf("text", keys));
    edit.setArray(2, connection.createArrayOf("bytea", sealed));
    int edited = edit.executeUpdate();
    if (edited != batch.size()) {
      throw new IllegalStateException(
          "%d of %d configurations are there to be edited".formatted(edited, batch.size()));
    }
  }

  /// What the clusters are to hold now, by their keys.
  public Map<String, SetDigest> desired() {
    Map<String, List<ConfigurationVersion>> byCluster = new HashMap<>();
    try (Connection connection = hub.database().connect();
        PreparedStatement all = connection.prepareStatement(ALL);
        var rows = all.executeQuery()) {
      while (rows.next()) {
        ResourceId id = ResourceId.parse(rows.getString(1));
        byCluster
            .computeIfAbsent(id.cluster().key(), cluster -> new ArrayList<>())
            .add(new ConfigurationVersion(id, rows.getObject(2, UUID.class), rows.getLong(3)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read configurations", e);
    }
    Map<String, SetDigest> digests = new HashMap<>();
    byCluster.forEach((cluster, versions) -> digests.put(cluster, SetDigest.of(versions)));
    return digests;
  }
}

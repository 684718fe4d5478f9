package io.fairlead.benchmarks.store;

import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.contract.id.ResourceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Changes the configurations of one cluster in the store's table, again and again, in transactions
/// as large as those of policies: as many changes as the database takes, from a single writer.
public final class Churn {
  private static final int BATCH = 500;

  /// What they say stays: it is sealed for its configuration, and a change of the generation alone
  /// goes the same way as any other.
  private static final String CHANGE =
      """
      update configurations c set generation = f.generation, changed_at = now()
      from (select id_key, nextval('generation') as generation
        from (select id_key from configurations where cluster_key = ? and lifecycle = 'Active'
          order by id_key offset ? limit ?) k) f
      where c.id_key = f.id_key""";

  private final Hub hub;

  /// Of that hub.
  public Churn(Hub hub) {
    this.hub = hub;
  }

  /// Makes that many changes, in turn to all configurations of a cluster.
  ///
  /// @param configurations that the cluster has
  public void change(ResourceId cluster, int configurations, int changes) {
    try (Connection connection = hub.database().connect();
        PreparedStatement statement = connection.prepareStatement(CHANGE)) {
      statement.setString(1, cluster.key());
      int done = 0;
      while (done < changes) {
        statement.setInt(2, done % configurations);
        statement.setInt(3, Math.min(BATCH, changes - done));
        done += statement.executeUpdate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot change configurations", e);
    }
  }
}

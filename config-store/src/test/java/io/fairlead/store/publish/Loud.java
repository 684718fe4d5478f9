package io.fairlead.store.publish;

import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;

import io.fairlead.store.StoreUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// What takes long.
final class Loud {
  private Loud() {}

  /// Nothing that begins from now on has its turn before this transaction ends.
  static void hold(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_current_xact_id()");
    }
  }

  /// Creates many configurations of a cluster, or changes them all.
  static void flood(StoreUnderTest store, String name, int many) throws SQLException {
    Hub.execute(
        store.database(),
        """
        insert into configurations (id_key, id, cluster_key, uid, generation, lifecycle,
          properties, created_by, created_by_type, created_at, modified_by, modified_by_type,
          changed_at)
        select lower('%1$s' || i), '%1$s' || i, '%2$s', gen_random_uuid(),
          nextval('generation'), 'Active', '{}', 'u', 'User', now(), 'u', 'User', now()
        from generate_series(1, %3$d) as i
        on conflict (id_key) do update set generation = excluded.generation"""
            .formatted(flux(name, "c"), cluster(name).key(), many));
  }
}

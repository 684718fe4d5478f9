package io.fairlead.systemtest.policy;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.systemtest.edge.ClusterKey;
import io.fairlead.systemtest.hub.Hub;
import io.fairlead.systemtest.user.Bodies;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Clusters without agents, written into the store's table at once: registering thousands through
/// the API would take minutes and show nothing more. From there on they are as any others. Knows
/// too how far the store has come with all clusters of their resource group.
final class ManyClusters implements AutoCloseable {
  private static final String REGISTER =
      """
      insert into clusters (id_key, id, type_key, uid, generation, lifecycle, location, tags,
        certificate, properties, created_by, created_by_type, created_at, modified_by,
        modified_by_type, changed_at)
      select lower(c.id), c.id, 'microsoft.kubernetes/connectedclusters', gen_random_uuid(),
        nextval('generation'), 'Active', 'westeurope', '{}', ?, '{}', 'test', 'User', now(),
        'test', 'User', now()
      from (select ? || '/providers/Microsoft.Kubernetes/connectedClusters/many-'
        || lpad(n::text, 5, '0') as id from generate_series(1, ?) as n) as c""";

  private static final String GROUP =
      """
      insert into resource_groups (id_key, subscription_id, name, uid, generation, location, tags,
        created_by, created_by_type, created_at, modified_by, modified_by_type, changed_at)
      values (lower(? || '/' || ?), ?, ?, gen_random_uuid(), nextval('generation'), 'westeurope',
        '{}', 'test', 'User', now(), 'test', 'User', now())
      on conflict do nothing""";

  private static final String REMOVE =
      "update %s set lifecycle = 'Removed' where starts_with(id_key, ?)";

  /// By what policies asked for: what configurations say is sealed.
  private static final String CARRYING =
      """
      select count(*), count(*) filter (where s.acknowledged_generation = c.generation),
        max(c.changed_at), max(s.acknowledged_at)
      from configurations c left join configuration_status s on s.uid = c.uid
      where starts_with(c.id_key, ?) and c.lifecycle = 'Active'
        and c.managed_by ->> 'digest' = any(?)""";

  private static final String UNKNOWN =
      """
      select distinct on (managed_by ->> 'digest') managed_by ->> 'digest', id, properties
      from configurations
      where starts_with(id_key, ?) and lifecycle = 'Active' and managed_by is not null
        and managed_by ->> 'digest' <> all(?)""";

  private static final String JUDGED =
      "select count(*) from policy_states where starts_with(key, ?) and assignment_key = ?";

  private final Hub hub;
  private final PolicyScope group;
  private final PropertiesSeal seal;

  /// What configurations carry, by the digest of what their policy asked for.
  private final Map<String, String> values = new HashMap<>();

  ManyClusters(Hub hub, PolicyScope group) {
    this.hub = hub;
    this.group = group;
    this.seal = hub.seal();
  }

  /// How far a value has come.
  ///
  /// @param stored configurations in the store that carry it
  /// @param acknowledged those of them that their clusters have stored
  /// @param lastStored when the last was written; empty when none was
  /// @param lastAcknowledged when the last was acknowledged; empty when none was
  record Progress(
      int stored,
      int acknowledged,
      Optional<Instant> lastStored,
      Optional<Instant> lastAcknowledged) {}

  void register(int count) {
    String subscription = group.subscriptionId();
    String name = group.resourceGroup().orElseThrow();
    try (Connection connection = hub.connect()) {
      update(connection, GROUP, subscription, name, subscription, name);
      try (PreparedStatement statement = connection.prepareStatement(REGISTER)) {
        statement.setString(1, ClusterKey.create().registered());
        statement.setString(2, group.toString());
        statement.setInt(3, count);
        statement.executeUpdate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot register clusters", e);
    }
  }

  /// How far a value of a [Baseline] has come in this resource group.
  Progress carrying(String value) {
    try (Connection connection = hub.connect()) {
      learn(connection);
      Object[] digests =
          values.entrySet().stream()
              .filter(known -> known.getValue().equals(value))
              .map(Map.Entry::getKey)
              .toArray();
      try (PreparedStatement statement = connection.prepareStatement(CARRYING)) {
        statement.setString(1, group.key() + "/");
        statement.setArray(2, connection.createArrayOf("text", digests));
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return new Progress(row.getInt(1), row.getInt(2), time(row, 3), time(row, 4));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot count configurations", e);
    }
  }

  /// Opens one configuration of each digest that was not met before.
  private void learn(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UNKNOWN)) {
      statement.setString(1, group.key() + "/");
      statement.setArray(2, connection.createArrayOf("text", values.keySet().toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ResourceId id = ResourceId.parse(rows.getString(2));
          values.put(rows.getString(1), Bodies.valueIn(id, seal.open(id, rows.getBytes(3))));
        }
      }
    }
  }

  /// How many resources of the group an assignment has a verdict on.
  int judged(PolicyId assignment) {
    try (Connection connection = hub.connect();
        PreparedStatement statement = connection.prepareStatement(JUDGED)) {
      statement.setString(1, group.key() + "/");
      statement.setString(2, assignment.key());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot count verdicts", e);
    }
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static void update(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /// Takes away all clusters of the group with their configurations.
  @Override
  public void close() {
    try (Connection connection = hub.connect()) {
      update(connection, REMOVE.formatted("clusters"), group.key() + "/");
      update(connection, REMOVE.formatted("configurations"), group.key() + "/");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot remove clusters", e);
    }
  }
}

package io.fairlead.benchmarks.store;

import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.waiting.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the configurations of a resource group have come, as the store's tables have it.
public final class Deliveries {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private static final String EACH =
      """
      select c.id_key, c.generation, c.changed_at,
        case when s.delivered_generation = c.generation then s.delivered_at end,
        case when s.acknowledged_generation = c.generation then s.acknowledged_at end,
        case when (s.status -> 'observed' ->> 'generation')::bigint = c.generation
          then s.status_received_at end
      from configurations c left join configuration_status s on s.uid = c.uid
      where starts_with(c.id_key, ?) and c.lifecycle = 'Active'""";

  /// Ends at the first that is not, so that asking costs little until nearly all are.
  private static final String OTHERS =
      """
      select exists (select from configuration_status
        where status ->> 'compliance' is distinct from ?)""";

  private static final String SHAPE =
      "select count(*), avg(octet_length(status::text))::int from configuration_status";

  // What is asked of statuses is asked of rows that are joined: as conditions of the join it would
  // be estimated to leave a single one, and all configurations be read for each of them.
  private static final String REPORTED =
      """
      select count(*) filter (where s.acknowledged_generation = c.generation
        and (s.status -> 'observed' ->> 'generation')::bigint = c.generation
        and s.status ->> 'compliance' = ?)
      from configurations c join configuration_status s on s.uid = c.uid
      where starts_with(c.id_key, ?) and c.lifecycle = 'Active'""";

  private final Hub hub;
  private final String prefix;

  /// One configuration.
  ///
  /// @param key of its id
  /// @param generation of the newest state that is wanted
  /// @param changedAt when that was written: the API's clock within the transaction, before its
  ///     commit
  /// @param deliveredAt the gateway's clock just after it queued it on the agent's connection, or
  ///     `acknowledgedAt` where it did not tell of that; null when it has not, or the store does
  ///     not know
  /// @param acknowledgedAt when the gateway heard that the agent has it; null as before
  /// @param reportedAt when the gateway heard how it fares; null as before
  public record Delivery(
      String key,
      long generation,
      Instant changedAt,
      @Nullable Instant deliveredAt,
      @Nullable Instant acknowledgedAt,
      @Nullable Instant reportedAt) {}

  /// Of all clusters of a resource group.
  ///
  /// @param group its name
  public Deliveries(Hub hub, Subscription subscription, String group) {
    this.hub = hub;
    this.prefix = subscription.keysOf(group);
  }

  /// All of them.
  public List<Delivery> all() {
    List<Delivery> all = new ArrayList<>();
    try (Connection connection = hub.database().connect();
        PreparedStatement statement = connection.prepareStatement(EACH)) {
      statement.setString(1, prefix);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Instant changedAt = time(rows, 3);
          if (changedAt == null) {
            throw new IllegalStateException("a configuration that never changed");
          }
          all.add(
              new Delivery(
                  rows.getString(1),
                  rows.getLong(2),
                  changedAt,
                  time(rows, 4),
                  time(rows, 5),
                  time(rows, 6)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read configurations", e);
    }
    return all;
  }

  /// Waits until that many are acknowledged, and their newest states reported with that compliance.
  ///
  /// @throws IllegalStateException when they are not in time
  public void awaitReported(int count, String compliance, Duration limit)
      throws InterruptedException {
    try (Connection connection = hub.database().connect();
        PreparedStatement statement = connection.prepareStatement(REPORTED)) {
      statement.setString(1, compliance);
      statement.setString(2, prefix);
      Waiting.until(
          () -> count(statement) >= count,
          () ->
              "%d of %d configurations are reported as %s"
                  .formatted(count(statement), count, compliance),
          BETWEEN_LOOKS,
          limit);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot count configurations", e);
    }
  }

  /// Statuses in the store.
  ///
  /// @param bytesOfEach the mean, as text
  public record Statuses(int count, int bytesOfEach) {}

  /// Waits until the store has that many statuses, of all resource groups, all with that
  /// compliance.
  ///
  /// @return when it was seen that it has, by [System#nanoTime()]
  /// @throws IllegalStateException when it has not in time
  public long awaitAll(int count, String compliance, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    try (Connection connection = hub.database().connect();
        PreparedStatement others = connection.prepareStatement(OTHERS)) {
      others.setString(1, compliance);
      while (true) {
        boolean some = isTrue(others);
        long now = System.nanoTime();
        if (!some && statuses(connection).count() >= count) {
          return now;
        }
        if (now > deadline) {
          throw new IllegalStateException(
              "not all of %,d statuses are %s after %d s, but there are %,d"
                  .formatted(count, compliance, limit.toSeconds(), statuses(connection).count()));
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot look at statuses", e);
    }
  }

  /// The statuses there are, of all resource groups.
  public Statuses statuses() {
    try (Connection connection = hub.database().connect()) {
      return statuses(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot count statuses", e);
    }
  }

  private static Statuses statuses(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SHAPE);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new Statuses(row.getInt(1), row.getInt(2));
    }
  }

  private static boolean isTrue(PreparedStatement question) throws SQLException {
    try (ResultSet row = question.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static long count(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}

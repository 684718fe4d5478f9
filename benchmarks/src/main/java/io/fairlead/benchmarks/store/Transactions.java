package io.fairlead.benchmarks.store;

import io.fairlead.benchmarks.hub.Hub;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/// Counts the transactions of the hub's database, as PostgreSQL keeps book of them. Its processes
/// write into that book late: a count is true some [#LAG] after what it counts.
public final class Transactions {
  /// A PostgreSQL process that has nothing to do writes down within ten seconds what it did.
  public static final Duration LAG = Duration.ofSeconds(11);

  private static final String COUNT =
      """
      select xact_commit + xact_rollback from pg_stat_database
      where datname = current_database()""";

  /// A count.
  ///
  /// @param transactions since the database was made, committed or not
  /// @param nanos when, by [System#nanoTime()]
  public record Count(long transactions, long nanos) {
    private static final double NANOS = 1e9;

    /// How many a second there were from an earlier count to this one.
    public double perSecondSince(Count earlier) {
      return (transactions - earlier.transactions) / secondsSince(earlier);
    }

    /// How many more there were from an earlier count to this one than at that rate.
    public double beyond(double perSecond, Count earlier) {
      return transactions - earlier.transactions - perSecond * secondsSince(earlier);
    }

    private double secondsSince(Count earlier) {
      return (nanos - earlier.nanos) / NANOS;
    }
  }

  private Transactions() {}

  /// What is written down now.
  public static Count count(Hub hub) {
    try (Connection connection = hub.database().connect();
        PreparedStatement count = connection.prepareStatement(COUNT);
        var row = count.executeQuery()) {
      row.next();
      return new Count(row.getLong(1), System.nanoTime());
    } catch (SQLException e) {
      throw new IllegalStateException("cannot count transactions", e);
    }
  }
}

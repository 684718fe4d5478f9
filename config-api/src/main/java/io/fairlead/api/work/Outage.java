package io.fairlead.api.work;

import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells a database that cannot be asked now from one that was asked something wrong.
final class Outage {
  /// Classes of SQLSTATE (PostgreSQL, appendix A) that pass: no connection, lost races, no
  /// resources, an operator's intervention, a failing system.
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

  /// How the database's client says that its pool had no connection in time.
  private static final String POOL_TIMEOUT = "NoStackTraceThrowable";

  private static final int LONGEST_CHAIN = 16;

  private Outage() {}

  /// Whether the same call may succeed later.
  static boolean isCauseOf(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(LONGEST_CHAIN)
        .anyMatch(Outage::isOutage);
  }

  private static boolean isOutage(Throwable failure) {
    return switch (failure) {
      case IOException _, TimeoutException _, ClosedConnectionException _ -> true;
      case io.smallrye.mutiny.TimeoutException _ -> true;
      case DatabaseException database -> passes(database.getSqlState());
      case SQLException database -> passes(database.getSQLState());
      default -> failure.getClass().getSimpleName().equals(POOL_TIMEOUT);
    };
  }

  private static boolean passes(@Nullable String sqlState) {
    return sqlState != null && sqlState.length() == 5 && PASSING.contains(sqlState.substring(0, 2));
  }
}

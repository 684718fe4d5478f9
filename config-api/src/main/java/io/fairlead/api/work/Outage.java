package io.fairlead.api.work;

import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Tells a database that cannot be asked now from one that was asked something wrong.
final class Outage {
  /// Classes of SQLSTATE (PostgreSQL, appendix A) that pass: no connection, lost races, no
  /// resources, an operator's intervention, a failing system.
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

  /// `query_canceled`: by its `statement_timeout`, or by an operator.
  private static final String CANCELED = "57014";

  /// How the database's client says that its pool had no connection in time.
  private static final String POOL_TIMEOUT = "NoStackTraceThrowable";

  private static final int LONGEST_CHAIN = 16;

  private Outage() {}

  /// Whether the same call may succeed later.
  static boolean isCauseOf(Throwable failure) {
    return causes(failure).anyMatch(Outage::isOutage);
  }

  /// Whether the database is there, and ended the call since it took too long.
  static boolean isTooSlow(Throwable failure) {
    return causes(failure).map(Outage::sqlState).anyMatch(CANCELED::equals);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(LONGEST_CHAIN);
  }

  private static boolean isOutage(Throwable failure) {
    return switch (failure) {
      case IOException _, TimeoutException _, ClosedConnectionException _ -> true;
      case io.smallrye.mutiny.TimeoutException _ -> true;
      case DatabaseException _, SQLException _ -> passes(sqlState(failure));
      default -> failure.getClass().getSimpleName().equals(POOL_TIMEOUT);
    };
  }

  private static String sqlState(Throwable failure) {
    String state =
        switch (failure) {
          case DatabaseException database -> database.getSqlState();
          case SQLException database -> database.getSQLState();
          default -> null;
        };
    return state == null ? "" : state;
  }

  private static boolean passes(String sqlState) {
    return sqlState.length() == 5 && PASSING.contains(sqlState.substring(0, 2));
  }
}

package io.fairlead.store.postgres;

import io.vertx.sqlclient.ClosedConnectionException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Says why rounds had to be done again one by one. That the database cannot be asked is told by
/// whoever asks it then, and each time.
final class RoundLog {
  private static final Logger LOGGER = System.getLogger(RoundLog.class.getName());

  private RoundLog() {}

  /// Whether it was said by the database, or found in what it said: a lost connection is said to be
  /// closed, and all else that is about connections is no fault of a program.
  private static boolean isFault(Throwable failure) {
    return failure instanceof RuntimeException && !(failure instanceof ClosedConnectionException);
  }

  /// @param size how many questions it had
  static void undone(String kind, int size, Throwable failure) {
    LOGGER.log(
        isFault(failure) ? Level.WARNING : Level.DEBUG,
        "event=round-undone kind={0} size={1} error={2} message=\"{3}\"",
        kind,
        size,
        failure.getClass().getSimpleName(),
        failure.getMessage());
  }
}

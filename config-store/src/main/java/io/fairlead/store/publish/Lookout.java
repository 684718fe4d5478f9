package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Looks for configurations that may pass others, behind the publisher's place: in passes over all
/// rows, each of one look or more. It goes on where it left off. Used by one thread.
final class Lookout {
  /// Most of one cluster at a time.
  static final int OF_ONE_CLUSTER = 20;

  /// Most rows that are looked at at a time.
  private static final int LOOKED_AT = 10_000;

  /// So many of them are fetched together.
  private static final int FETCH = 500;

  /// Who looked in vain looks again after so many times as long as that took: rows that wait for
  /// their turn, or for the end of a transaction that takes minutes, are not to keep a processor
  /// busy.
  private static final int REST = 4;

  /// But no longer than this: a look takes as long while it waits for a processor that a flood
  /// keeps busy, and that is when others are to overtake it.
  private static final Duration LONGEST_REST = Duration.ofMillis(50);

  // Rows of clusters that are passed over are looked at, but not fetched; the last of all is, to go
  // on behind it.
  private static final String AHEAD =
      """
      select changed_xid::text as xid, id_key, place from (
        select changed_xid, id_key, cluster_key,
          row_number() over (order by changed_xid, id_key) as place
        from configurations where (changed_xid, id_key) > (cast(? as xid8), ?)
        order by changed_xid, id_key limit ?) looked
      where cluster_key <> all (?) or place = ?
      order by changed_xid, id_key
      """;

  private final Ahead ahead;
  private final LongSupplier nanoTime;
  private Cursor looked = Cursor.START;

  /// Before this transaction no row can come that this pass has not seen; null between passes.
  private @Nullable String passBefore;

  /// Before the first row of this pass that was not chosen only because there were too many; null
  /// when there is none.
  private @Nullable Cursor leftAfter;

  /// Clusters that were passed over since all rows were looked at last: rows of theirs may be
  /// before the place where the next look begins.
  private final Set<String> skipped = new HashSet<>();

  private long restUntil;

  /// How long the last look took.
  private long took;

  /// @param ahead what passed already, and is chosen again only when it changed since
  /// @param nanoTime as [System#nanoTime()]
  Lookout(Ahead ahead, LongSupplier nanoTime) {
    this.ahead = ahead;
    this.nanoTime = nanoTime;
    this.restUntil = nanoTime.getAsLong();
  }

  /// Looks for the next.
  ///
  /// @param from the rows behind this place have not had their turn
  /// @param before a transaction that all others before had ended: what they changed is seen, and
  ///     no more comes, while behind it a row may come before one that was seen
  /// @param skip clusters of which none is chosen
  /// @param most that are chosen
  /// @return keys, in the order of the rows; none after a look in vain, for a while
  List<String> look(Connection connection, Cursor from, String before, Set<String> skip, int most)
      throws SQLException {
    long begun = nanoTime.getAsLong();
    if (most <= 0 || begun - restUntil < 0) {
      return List.of();
    }
    if (passBefore == null && !skip.containsAll(skipped)) {
      looked = Cursor.START;
      skipped.clear();
    }
    skipped.addAll(skip);
    String beginning = passBefore == null ? before : passBefore;
    passBefore = beginning;
    looked = looked.isAfter(from) ? looked : from;
    List<String> chosen = new ArrayList<>();
    boolean more = Transaction.ask(connection, () -> choose(connection, skip, most, chosen));
    if (!more) {
      Cursor unsure = new Cursor(beginning, "");
      looked = leftAfter == null || leftAfter.isAfter(unsure) ? unsure : leftAfter;
      passBefore = null;
      leftAfter = null;
    }
    took = nanoTime.getAsLong() - begun;
    if (chosen.isEmpty()) {
      rest();
    }
    return chosen;
  }

  private void rest() {
    restUntil = nanoTime.getAsLong() + Math.min(REST * took, LONGEST_REST.toNanos());
  }

  /// @param chosen gets the keys
  /// @return whether there may be more behind them
  private boolean choose(Connection connection, Set<String> skip, int most, List<String> chosen)
      throws SQLException {
    Map<String, Integer> byCluster = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(AHEAD)) {
      statement.setFetchSize(FETCH);
      statement.setString(1, looked.xid());
      statement.setString(2, looked.key());
      statement.setInt(3, LOOKED_AT);
      statement.setArray(4, connection.createArrayOf("text", skip.toArray()));
      statement.setInt(5, LOOKED_AT);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Cursor row = new Cursor(rows.getString("xid"), rows.getString("id_key"));
          if (!skip.contains(row.cluster()) && !ahead.contains(row)) {
            if (byCluster.merge(row.cluster(), 1, Integer::sum) <= OF_ONE_CLUSTER) {
              chosen.add(row.key());
            } else if (leftAfter == null) {
              leftAfter = looked;
            }
          }
          looked = row;
          if (chosen.size() == most || rows.getInt("place") == LOOKED_AT) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /// Some of what was chosen could not be published yet: it is looked at again.
  ///
  /// @param all whether that is true of all of it
  void missed(boolean all) {
    if (all) {
      rest();
    }
    if (passBefore == null) {
      looked = Cursor.START;
    } else {
      leftAfter = Cursor.START;
    }
  }
}

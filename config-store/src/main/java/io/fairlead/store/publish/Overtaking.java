package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Lets the configurations of clusters where little changes pass what takes long.
///
/// Rows are published in the order of their transactions, so that none is skipped. So whoever
/// changes one row after somebody who changed ten thousand would wait for all of them, and whoever
/// changes one while a long transaction runs for its end. In both cases this looks ahead and
/// chooses a few of each cluster, which are published first. The publisher's place does not move by
/// that: it comes to these rows later, and passes over those that did not change since. What was
/// chosen is only remembered here: whoever publishes next publishes it once more.
///
/// Used by one thread.
final class Overtaking implements Turn {
  /// Most of one cluster at a time.
  static final int OF_ONE_CLUSTER = 20;

  /// Whoever has more than one in so many of the rows that had their turn together holds up others.
  private static final int CROWD = 12;

  private static final int SMALLEST_CROWD = 8;

  /// Most at a time.
  static final int AT_A_TIME = 100;

  /// Rows of a cluster that are published in their turn between those that overtake: few, since the
  /// next to overtake wait for them, and many, since they are to get on.
  static final int ROWS_BETWEEN = 50;

  /// Most that have passed others and were not come to yet.
  private static final int MOST_AHEAD = 10_000;

  /// Of these, most of one cluster: the others have to find room too.
  static final int MOST_AHEAD_OF_ONE = 500;

  /// Who had as many may have more once so many are left.
  static final int ROOM_AGAIN = 400;

  /// Most rows that are looked at for it at a time.
  private static final int LOOKED_AT = 10_000;

  /// So many of them are fetched together.
  private static final int FETCH = 500;

  /// Who looked in vain looks again after so many times as long as that took: rows that wait for
  /// their turn, or for the end of a transaction that takes minutes, are not to keep a processor
  /// busy.
  private static final int REST = 4;

  private static final String EXTENSION = "/providers/";

  // The crowd's rows, most of all, are looked at, but not fetched; the last is, to go on behind it.
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

  private final LongSupplier nanoTime;

  /// The transactions that changed what passed others, by the rows' keys.
  private final Map<String, String> ahead = new HashMap<>();

  /// How many of them each cluster has.
  private final Map<String, Integer> aheadOf = new HashMap<>();

  /// How many rows of each cluster had their turn together.
  private final Map<String, Integer> turns = new HashMap<>();

  /// How many of them were published then.
  private final Map<String, Integer> inTurn = new HashMap<>();

  /// How many rows of each cluster passed others together.
  private final Map<String, Integer> early = new HashMap<>();

  private int crowd = SMALLEST_CROWD;

  /// The cluster with the most rows of the last turn, and how many that were.
  private String crowding = "";

  private int most;

  /// The most of one cluster that were published in the last turn.
  private int published;

  private long restUntil;
  private Cursor looked = Cursor.START;

  /// Rows are looked at in passes, which may take more than one look. Before this transaction no
  /// row can come that this pass has not seen; null between passes.
  private @Nullable String passBefore;

  /// Before the first row of this pass that was not chosen only because there were too many; null
  /// when there is none.
  private @Nullable Cursor leftAfter;

  /// Clusters that were passed over since all rows were looked at last: rows of theirs may be
  /// before the place where the next look begins.
  private final Set<String> skipped = new HashSet<>();

  /// Clusters that have as many ahead as they may.
  private final Set<String> full = new HashSet<>();

  /// How long the last look took.
  private long took;

  /// @param nanoTime as [System#nanoTime()]
  Overtaking(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.restUntil = nanoTime.getAsLong();
  }

  /// More rows are read in their turn.
  ///
  /// @param rows most that are read
  void nextTurn(int rows) {
    turns.clear();
    inTurn.clear();
    crowd = Math.clamp(rows / CROWD, SMALLEST_CROWD, ROWS_BETWEEN - 1);
    crowding = "";
    most = 0;
    published = 0;
  }

  /// The cluster that had the most rows of the last turn, published then or before; empty when none
  /// had any.
  String crowding() {
    return crowding;
  }

  /// Whether rows of [#crowding()] were published in their turn since [#nextTurn(int)], and not
  /// only passed over.
  boolean isCrowdPublished() {
    return inTurn.containsKey(crowding);
  }

  /// How many rows of each cluster were published in their turn since [#nextTurn(int)].
  Map<String, Integer> inTurn() {
    return Map.copyOf(inTurn);
  }

  /// How many rows of each cluster were published before their turn since they were last chosen.
  Map<String, Integer> early() {
    return Map.copyOf(early);
  }

  /// Whether one cluster had so many of the last that others are to overtake it. What a policy
  /// writes to many clusters is not of that kind.
  boolean isCrowded() {
    return most > crowd;
  }

  /// When one cluster had as many as others may have to wait for.
  @Override
  public boolean isOver() {
    return published >= ROWS_BETWEEN;
  }

  /// Chooses what is to be published before its turn.
  ///
  /// @param from the rows behind this place have not had their turn
  /// @param before a transaction that all others before had ended: what they changed is seen, and
  ///     no more comes, while behind it a row may come before one that was seen
  /// @param resting clusters that had so much lately that they wait for their turn
  /// @return keys, in the order of the rows
  List<String> choose(Connection connection, Cursor from, String before, Set<String> resting)
      throws SQLException {
    early.clear();
    int room = Math.min(AT_A_TIME, MOST_AHEAD - ahead.size());
    long begun = nanoTime.getAsLong();
    if (room <= 0 || begun - restUntil < 0) {
      return List.of();
    }
    Set<String> skip = toSkip(resting);
    if (passBefore == null && !skip.containsAll(skipped)) {
      looked = Cursor.START;
      skipped.clear();
    }
    skipped.addAll(skip);
    String beginning = passBefore == null ? before : passBefore;
    passBefore = beginning;
    looked = isAfter(looked, from) ? looked : from;
    List<String> chosen = new ArrayList<>();
    boolean more = Transaction.ask(connection, () -> look(connection, room, skip, chosen));
    if (!more) {
      Cursor unsure = new Cursor(beginning, "");
      looked = leftAfter == null || isAfter(leftAfter, unsure) ? unsure : leftAfter;
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
    restUntil = nanoTime.getAsLong() + REST * took;
  }

  /// The clusters of which none is chosen now.
  private Set<String> toSkip(Set<String> resting) {
    Set<String> skip = new HashSet<>(resting);
    skip.addAll(full);
    if (isCrowded()) {
      // Comes in its turn.
      skip.add(crowding);
    }
    return skip;
  }

  /// Looks at the next rows.
  ///
  /// @param room most that are chosen
  /// @param skip clusters of which none is
  /// @param chosen gets the keys of those that are
  /// @return whether there may be more behind them
  private boolean look(Connection connection, int room, Set<String> skip, List<String> chosen)
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
          String cluster = cluster(row.key());
          if (!skip.contains(cluster) && !row.xid().equals(ahead.get(row.key()))) {
            if (byCluster.merge(cluster, 1, Integer::sum) <= OF_ONE_CLUSTER) {
              chosen.add(row.key());
            } else if (leftAfter == null) {
              leftAfter = looked;
            }
          }
          looked = row;
          if (chosen.size() == room || rows.getInt("place") == LOOKED_AT) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /// Some of what was chosen could not be published yet: it is looked at again.
  void missed() {
    if (early.isEmpty()) {
      rest();
    }
    if (passBefore == null) {
      looked = Cursor.START;
    } else {
      leftAfter = Cursor.START;
    }
  }

  /// All rows have had their turn.
  void over() {
    ahead.clear();
    aheadOf.clear();
    full.clear();
  }

  /// Notes that the row was published before its turn, as that transaction left it.
  void passed(Cursor row) {
    String cluster = cluster(row.key());
    if (ahead.put(row.key(), row.xid()) == null
        && aheadOf.merge(cluster, 1, Integer::sum) >= MOST_AHEAD_OF_ONE) {
      full.add(cluster);
    }
    early.merge(cluster, 1, Integer::sum);
  }

  @Override
  public boolean isPublished(Cursor row) {
    String cluster = cluster(row.key());
    String before = ahead.remove(row.key());
    if (before != null) {
      Integer rest =
          aheadOf.merge(cluster, -1, (known, one) -> known + one == 0 ? null : known + one);
      if (rest == null || rest <= ROOM_AGAIN) {
        full.remove(cluster);
      }
    }
    int count = turns.merge(cluster, 1, Integer::sum);
    if (count > most) {
      most = count;
      crowding = cluster;
    }
    if (row.xid().equals(before)) {
      return true;
    }
    published = Math.max(published, inTurn.merge(cluster, 1, Integer::sum));
    return false;
  }

  /// In the order of the database, which compares keys byte by byte.
  private static boolean isAfter(Cursor one, Cursor other) {
    int order =
        Long.compareUnsigned(
            Long.parseUnsignedLong(one.xid()), Long.parseUnsignedLong(other.xid()));
    return order == 0 ? one.key().compareTo(other.key()) > 0 : order > 0;
  }

  private static String cluster(String configuration) {
    return configuration.substring(0, configuration.lastIndexOf(EXTENSION));
  }
}

package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

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
  /// Whoever has more than one in so many of the rows that had their turn together holds up others.
  private static final int CROWD = 12;

  private static final int SMALLEST_CROWD = 8;

  /// Most that pass at a time.
  static final int AT_A_TIME = 100;

  /// Rows of a cluster that are published in their turn between those that overtake: few, since the
  /// next to overtake wait for them, and many, since they are to get on.
  static final int ROWS_BETWEEN = 50;

  private final Ahead ahead = new Ahead();
  private final Lookout lookout;

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

  /// @param nanoTime as [System#nanoTime()]
  Overtaking(LongSupplier nanoTime) {
    this.lookout = new Lookout(ahead, nanoTime);
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
    int room = Math.min(AT_A_TIME, ahead.room());
    return lookout.look(connection, from, before, toSkip(resting), room);
  }

  private Set<String> toSkip(Set<String> resting) {
    Set<String> skip = new HashSet<>(resting);
    skip.addAll(ahead.full());
    if (isCrowded()) {
      // Comes in its turn.
      skip.add(crowding);
    }
    return skip;
  }

  /// Notes that the row was published before its turn, as that transaction left it.
  void passed(Cursor row) {
    ahead.add(row);
    early.merge(row.cluster(), 1, Integer::sum);
  }

  /// Some of what was chosen could not be published yet.
  void missed() {
    lookout.missed(early.isEmpty());
  }

  /// All rows have had their turn.
  void over() {
    ahead.clear();
  }

  @Override
  public boolean isPublished(Cursor row) {
    boolean passed = ahead.remove(row);
    String cluster = row.cluster();
    int count = turns.merge(cluster, 1, Integer::sum);
    if (count > most) {
      most = count;
      crowding = cluster;
    }
    if (!passed) {
      published = Math.max(published, inTurn.merge(cluster, 1, Integer::sum));
    }
    return passed;
  }
}

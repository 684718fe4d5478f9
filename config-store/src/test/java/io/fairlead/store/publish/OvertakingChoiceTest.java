package io.fairlead.store.publish;

import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What overtakes.
@Tag("process")
class OvertakingChoiceTest {
  private static final long MICROSECOND = 1_000;

  private final AtomicLong now = new AtomicLong(-MICROSECOND);
  private long asking = MICROSECOND;

  /// Whoever asks for the time takes some.
  private final Overtaking overtaking = new Overtaking(() -> now.addAndGet(asking));

  @AutoClose private Hub hub;
  private StoreUnderTest store;

  @BeforeEach
  void begin() {
    hub = new Hub();
    store = hub.store();
    hub.clusterIsThere("calm");
  }

  @Test
  void choosesAFewOfEachClusterAtATimeAndNoneOfThoseThatRest() throws SQLException {
    // Given
    Loud.flood(store, "loud", 100);
    StoredConfiguration one = hub.put("calm", "one", "main");
    StoredConfiguration two = hub.put("calm", "two", "main");

    // When
    List<String> first;
    List<String> second;
    List<String> third;
    try (Connection connection = store.database().connect()) {
      String now = HubTable.horizon(connection);
      first = choose(connection, Cursor.START, now);
      published(connection, first);
      second = choose(connection, Cursor.START, now);
      published(connection, second);
      third = overtaking.choose(connection, Cursor.START, now, Set.of(cluster("loud").key()));
    }

    // Then
    assertThat(first).hasSize(Lookout.OF_ONE_CLUSTER + 2).contains(one.id().key(), two.id().key());
    assertThat(second).hasSize(Lookout.OF_ONE_CLUSTER).doesNotContainAnyElementsOf(first);
    assertThat(third).isEmpty();
  }

  private void published(Connection connection, List<String> keys) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select changed_xid::text, id_key from configurations where id_key = any (?)")) {
      statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          overtaking.passed(new Cursor(rows.getString(1), rows.getString(2)));
        }
      }
    }
  }

  @Test
  void looksAgainAtWhatAnOlderTransactionMayStillPutBeforeIt() throws SQLException {
    // Given: one transaction that runs all the while, another that changes a row and ends late
    StoredConfiguration one = hub.put("calm", "one", "main");
    StoredConfiguration two = hub.put("calm", "two", "main");
    try (Connection connection = store.database().connect();
        Connection holding = store.database().connect();
        Connection late = store.database().connect()) {
      String before = HubTable.horizon(connection);
      Loud.hold(holding);
      touch(late, one);
      Hub.execute(store.database(), touch(two));
      Cursor done = new Cursor(before, "");
      assertThat(choose(connection, done, before)).containsExactly(two.id().key());
      late.commit();

      // When
      List<String> chosen = choose(connection, done, before);

      // Then
      assertThat(chosen).contains(one.id().key());
    }
  }

  @Test
  void looksAgainAtThatEvenWhereMoreThanAFewAreLeftBehindIt() throws SQLException {
    // Given
    StoredConfiguration one = hub.put("calm", "one", "main");
    try (Connection connection = store.database().connect();
        Connection late = store.database().connect()) {
      String before = HubTable.horizon(connection);
      touch(late, one);
      Loud.flood(store, "loud", 2 * Lookout.OF_ONE_CLUSTER);
      Cursor done = new Cursor(before, "");
      List<String> first = choose(connection, done, before);
      assertThat(first).hasSize(Lookout.OF_ONE_CLUSTER);
      published(connection, first);
      late.commit();

      // When
      List<String> chosen = choose(connection, done, before);

      // Then
      assertThat(chosen).hasSize(Lookout.OF_ONE_CLUSTER + 1).contains(one.id().key());
    }
  }

  @Test
  void aClusterThatRestsHasItsChanceAfterThat() throws SQLException {
    // Given
    StoredConfiguration one = hub.put("calm", "one", "main");
    try (Connection connection = store.database().connect()) {
      String before = HubTable.horizon(connection);
      Set<String> calm = Set.of(cluster("calm").key());
      assertThat(overtaking.choose(connection, Cursor.START, before, calm)).isEmpty();
      pass(Duration.ofSeconds(1));

      // When
      List<String> chosen = choose(connection, Cursor.START, before);

      // Then
      assertThat(chosen).containsExactly(one.id().key());
    }
  }

  @Test
  void whatCouldNotBePublishedIsChosenAgain() throws SQLException {
    // Given
    StoredConfiguration one = hub.put("calm", "one", "main");
    try (Connection connection = store.database().connect()) {
      String before = HubTable.horizon(connection);
      assertThat(choose(connection, Cursor.START, before)).containsExactly(one.id().key());
      overtaking.missed();
      pass(Duration.ofSeconds(1));

      // When
      List<String> chosen = choose(connection, Cursor.START, before);

      // Then
      assertThat(chosen).containsExactly(one.id().key());
    }
  }

  @Test
  void aClusterThatHeldUpOthersForOneTurnIsNotForgottenWhenItIsAnothersTurn() throws SQLException {
    // Given
    StoredConfiguration one = hub.put("calm", "one", "main");
    Set<String> loud = Set.of(cluster("loud").key());
    try (Connection connection = store.database().connect()) {
      String before = HubTable.horizon(connection);
      crowd("calm");
      assertThat(overtaking.choose(connection, Cursor.START, before, loud)).isEmpty();
      pass(Duration.ofSeconds(1));
      crowd("loud");

      // When
      List<String> chosen = overtaking.choose(connection, Cursor.START, before, loud);

      // Then
      assertThat(chosen).containsExactly(one.id().key());
    }
  }

  /// A turn in which that cluster has many rows.
  private void crowd(String cluster) {
    overtaking.nextTurn(100);
    for (int row = 0; row < 50; row++) {
      var _ = overtaking.isPublished(new Cursor("7", flux(cluster, "c" + row).key()));
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0.000001S, PT0.001S", "PT1S, PT0.05S"})
  void whoLookedInVainRestsForAMomentHoweverLongThatTook(Duration look, Duration rest)
      throws SQLException {
    // Given
    StoredConfiguration one = hub.put("calm", "one", "main");
    try (Connection connection = store.database().connect()) {
      String before = HubTable.horizon(connection);
      published(connection, List.of(one.id().key()));
      asking = look.toNanos();
      assertThat(choose(connection, Cursor.START, before)).isEmpty();
      asking = MICROSECOND;
      StoredConfiguration two = hub.put("calm", "two", "main");
      assertThat(choose(connection, Cursor.START, before)).isEmpty();

      // When
      pass(rest);
      List<String> chosen = choose(connection, Cursor.START, before);

      // Then
      assertThat(chosen).containsExactly(two.id().key());
    }
  }

  @Test
  void aClusterLeavesRoomForOthers() throws SQLException {
    // Given
    for (int i = 0; i < Ahead.MOST_OF_ONE; i++) {
      overtaking.passed(of("7", "ahead" + i));
    }
    StoredConfiguration one = hub.put("calm", "one", "main");
    hub.clusterIsThere("other");
    StoredConfiguration other = hub.put("other", "one", "main");
    try (Connection connection = store.database().connect()) {
      String before = HubTable.horizon(connection);
      assertThat(choose(connection, Cursor.START, before)).containsExactly(other.id().key());
      pass(Duration.ofSeconds(1));

      // When: some have had their turn
      for (int i = 0; i < Ahead.MOST_OF_ONE - Ahead.ROOM_AGAIN; i++) {
        var _ = overtaking.isPublished(of("7", "ahead" + i));
      }
      overtaking.nextTurn(500);
      List<String> chosen = choose(connection, Cursor.START, before);

      // Then
      assertThat(chosen).contains(one.id().key());
    }
  }

  /// While no cluster rests.
  private List<String> choose(Connection connection, Cursor from, String before)
      throws SQLException {
    return overtaking.choose(connection, from, before, Set.of());
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void passesOverWhatItPublishedUnlessThatChanged() {
    // Given
    overtaking.passed(of("7", "same"));
    overtaking.passed(of("7", "changed"));

    // When
    List<Boolean> published =
        List.of(
            overtaking.isPublished(of("7", "same")),
            overtaking.isPublished(of("9", "changed")),
            overtaking.isPublished(of("7", "another")));

    // Then
    assertThat(published).containsExactly(true, false, false);
  }

  @ParameterizedTest
  @CsvSource({"500, 41, false", "500, 42, true", "100, 8, false", "100, 9, true", "1, 8, false"})
  void whoHasManyOfTheRowsOfATurnHoldsUpOthers(int most, int ofOne, boolean holdsUp) {
    // Given
    overtaking.nextTurn(most);

    // When
    for (int row = 0; row < ofOne; row++) {
      var _ = overtaking.isPublished(of("7", "c" + row));
    }

    // Then
    assertThat(overtaking.isCrowded()).isEqualTo(holdsUp);
  }

  @Test
  void whoHadManyBeforeTheirTurnStillHoldsUpOthersThoughNothingIsPublished() {
    // Given
    int many = 2 * Overtaking.ROWS_BETWEEN;
    for (int row = 0; row < many; row++) {
      overtaking.passed(of("7", "c" + row));
    }
    overtaking.nextTurn(many);

    // When
    for (int row = 0; row < many; row++) {
      var _ = overtaking.isPublished(of("7", "c" + row));
    }

    // Then
    assertThat(overtaking.isCrowded()).isTrue();
    assertThat(overtaking.isOver()).isFalse();
    assertThat(overtaking.inTurn()).isEmpty();
  }

  @Test
  void noneIsChosenOfTheClusterThatHoldsUpOthers() throws SQLException {
    // Given
    Loud.flood(store, "loud", 100);
    StoredConfiguration one = hub.put("calm", "one", "main");
    crowd("loud");

    // When
    List<String> chosen;
    try (Connection connection = store.database().connect()) {
      chosen = choose(connection, Cursor.START, HubTable.horizon(connection));
    }

    // Then
    assertThat(chosen).containsExactly(one.id().key());
  }

  private static Cursor of(String xid, String configuration) {
    return new Cursor(xid, flux("calm", configuration).key());
  }

  private static String touch(StoredConfiguration configuration) {
    return "update configurations set generation = nextval('generation') where id_key = '%s'"
        .formatted(configuration.id().key());
  }

  /// Changes it in a transaction that does not end.
  private static void touch(Connection connection, StoredConfiguration configuration)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(touch(configuration));
    }
  }
}

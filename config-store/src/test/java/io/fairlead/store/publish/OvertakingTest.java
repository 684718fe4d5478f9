package io.fairlead.store.publish;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.write;
import static io.fairlead.store.publish.Hub.TOPICS;
import static io.fairlead.store.publish.Hub.assertThatNoneGoesBack;
import static io.fairlead.store.publish.Hub.publishedGenerations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.topic.Topic;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("process")
class OvertakingTest {
  /// Forty times as many as the publisher of these tests takes at a time.
  private static final int MANY = 2_000;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Hub hub;
  private StoreUnderTest store;

  @BeforeEach
  void begin() {
    hub = new Hub();
    store = hub.store();
    hub.clusterIsThere("loud");
  }

  @AfterEach
  void end() throws Exception {
    hub.close();
  }

  @Test
  void whoChangedOneDoesNotWaitForWhoChangedMany() throws SQLException {
    // Given
    hub.publisher();
    hub.clusterIsThere("calm");
    hub.awaitPublished(hub.put("calm", "first", "main"));
    StoredConfiguration late;

    // When: many are changed before it, and all may be published at the same moment
    try (Connection holding = store.database().connect()) {
      hold(holding);
      flood();
      late = hub.put("calm", "late", "main");
      holding.commit();
    }

    // Then
    awaitAllPublished();
    List<ConsumerRecord<String, byte[]>> records = TOPICS.records(Topic.CONFIGURATIONS);
    List<ConsumerRecord<String, byte[]>> ofLate =
        records.stream().filter(record -> record.key().equals(late.id().key())).toList();
    assertThat(ofLate).as("published once").hasSize(1);
    assertThat(loudAfter(records, ofLate.getFirst().timestamp())).isGreaterThan(MANY / 2);
  }

  @Test
  void aDeletionDoesNotWaitForWhoChangedManyEither() throws SQLException {
    // Given
    hub.publisher();
    hub.clusterIsThere("calm");
    StoredConfiguration doomed = hub.put("calm", "doomed", "main");
    hub.awaitPublished(doomed);

    // When
    try (Connection holding = store.database().connect()) {
      hold(holding);
      flood();
      store.ask(() -> store.configurations().delete(doomed.id(), ANYTHING, true));
      holding.commit();
    }

    // Then
    awaitAllPublished();
    List<ConsumerRecord<String, byte[]>> records = TOPICS.records(Topic.CONFIGURATIONS);
    List<ConsumerRecord<String, byte[]>> removals =
        records.stream()
            .filter(record -> record.key().equals(doomed.id().key()) && record.value() == null)
            .toList();
    assertThat(removals).as("published once").hasSize(1);
    assertThat(loudAfter(records, removals.getFirst().timestamp())).isGreaterThan(MANY / 2);
    await().atMost(LIMIT).until(() -> hub.count("configurations") == MANY);
  }

  @Test
  void whatOneClusterHasInExcessIsPublishedAtItsPace() throws SQLException {
    // Given
    hub.publisher();
    hub.clusterIsThere("calm");
    hub.awaitPublished(hub.put("calm", "first", "main"));

    // When
    flood();

    // Then
    awaitAllPublished();
    List<Long> times =
        TOPICS.records(Topic.CONFIGURATIONS).stream()
            .filter(record -> record.key().startsWith(cluster("loud").key() + "/"))
            .map(ConsumerRecord::timestamp)
            .sorted()
            .toList();
    long secondsAtLeast = (MANY - ClusterPace.AT_ONCE) / ClusterPace.PER_SECOND - 1;
    assertThat(Duration.ofMillis(times.getLast() - times.getFirst()))
        .isGreaterThan(Duration.ofSeconds(secondsAtLeast));
  }

  @Test
  void theNewestStateStandsThoughRowsChangeWhileSomeOvertake() throws Exception {
    // Given
    for (int calm = 0; calm < 3; calm++) {
      hub.clusterIsThere("calm" + calm);
    }
    hub.publisher();
    Random random = new Random(11);

    // When
    List<CompletableFuture<?>> writes = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      flood();
      for (int i = 0; i < 60; i++) {
        ResourceId id = flux("calm" + random.nextInt(3), "c" + random.nextInt(5));
        String branch = "b" + round + "-" + i;
        writes.add(
            random.nextInt(5) == 0
                ? store.start(() -> store.configurations().delete(id, ANYTHING, true))
                : store.start(() -> store.configurations().put(write(id, branch), ANYTHING)));
      }
    }
    CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

    // Then
    awaitAllPublished();
    assertThatNoneGoesBack();
  }

  @Test
  void choosesAFewOfEachClusterAtATimeAndNoneOfThoseThatRest() throws SQLException {
    // Given
    flood();
    hub.clusterIsThere("calm");
    StoredConfiguration one = hub.put("calm", "one", "main");
    StoredConfiguration two = hub.put("calm", "two", "main");
    var overtaking = new Overtaking();

    // When
    List<String> first;
    List<String> second;
    List<String> third;
    try (Connection connection = store.database().connect()) {
      String now = HubTable.horizon(connection);
      first = overtaking.choose(connection, Cursor.START, now, _ -> false);
      published(connection, first, overtaking);
      second = overtaking.choose(connection, Cursor.START, now, _ -> false);
      published(connection, second, overtaking);
      third = overtaking.choose(connection, Cursor.START, now, cluster("loud").key()::equals);
    }

    // Then
    assertThat(first)
        .hasSize(Overtaking.OF_ONE_CLUSTER + 2)
        .contains(one.id().key(), two.id().key());
    assertThat(second).hasSize(Overtaking.OF_ONE_CLUSTER).doesNotContainAnyElementsOf(first);
    assertThat(third).isEmpty();
  }

  private static void published(Connection connection, List<String> keys, Overtaking overtaking)
      throws SQLException {
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
    hub.clusterIsThere("calm");
    StoredConfiguration one = hub.put("calm", "one", "main");
    StoredConfiguration two = hub.put("calm", "two", "main");
    var overtaking = new Overtaking();
    try (Connection connection = store.database().connect();
        Connection holding = store.database().connect();
        Connection late = store.database().connect()) {
      String before = HubTable.horizon(connection);
      hold(holding);
      touch(late, one);
      Hub.execute(store.database(), touch(two));
      Cursor done = new Cursor(before, "");
      assertThat(overtaking.choose(connection, done, before, _ -> false))
          .containsExactly(two.id().key());
      late.commit();

      // When
      List<String> chosen = overtaking.choose(connection, done, before, _ -> false);

      // Then
      assertThat(chosen).contains(one.id().key());
    }
  }

  @Test
  void whatIsChangedWhileALongTransactionRunsIsPublishedMeanwhile() throws SQLException {
    // Given
    hub.publisher();
    hub.clusterIsThere("calm");
    hub.awaitPublished(hub.put("calm", "first", "main"));
    StoredConfiguration changed;

    try (Connection holding = store.database().connect()) {
      hold(holding);

      // When
      changed = hub.put("calm", "changed", "main");

      // Then
      hub.awaitPublished(changed);
      holding.commit();
    }
    hub.awaitPublished(hub.put("calm", "last", "main"));
    assertThat(TOPICS.records(Topic.CONFIGURATIONS))
        .as("published once")
        .filteredOn(record -> record.key().equals(changed.id().key()))
        .hasSize(1);
  }

  @Test
  void whatChangesAgainAfterItPassedALongTransactionIsPublishedAgain() throws SQLException {
    // Given
    hub.publisher();
    hub.clusterIsThere("calm");
    hub.awaitPublished(hub.put("calm", "first", "main"));

    // When
    try (Connection holding = store.database().connect()) {
      hold(holding);
      hub.awaitPublished(hub.put("calm", "changed", "main"));
      hub.awaitPublished(hub.put("calm", "changed", "next"));
      store.ask(() -> store.configurations().delete(flux("calm", "first"), ANYTHING, true));
      holding.commit();
    }

    // Then
    awaitAllPublished();
    assertThatNoneGoesBack();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(TOPICS.last(Topic.CONFIGURATIONS, flux("calm", "first").key()).value())
                    .isNull());
  }

  @Test
  void passesOverWhatItPublishedUnlessThatChanged() {
    // Given
    var overtaking = new Overtaking();
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
    var overtaking = new Overtaking();
    overtaking.nextTurn(most);

    // When
    for (int row = 0; row < ofOne; row++) {
      var _ = overtaking.isPublished(of("7", "c" + row));
    }

    // Then
    assertThat(overtaking.isCrowded()).isEqualTo(holdsUp);
  }

  @Test
  void whoRestsDoesNotHoldUpOthersWithMany() throws SQLException {
    // Given
    hub.publisher();
    hub.clusterIsThere("second");
    hub.awaitPublished(hub.put("second", "first", "main"));

    // When: both may be published at the same moment, and have more than is published at once
    try (Connection holding = store.database().connect()) {
      hold(holding);
      flood();
      flood("second", ClusterPace.AT_ONCE);
      holding.commit();
    }

    // Then
    awaitAllPublished();
    List<ConsumerRecord<String, byte[]>> records = TOPICS.records(Topic.CONFIGURATIONS);
    long lastOfSecond =
        records.stream()
            .filter(record -> record.key().startsWith(cluster("second").key() + "/"))
            .mapToLong(ConsumerRecord::timestamp)
            .max()
            .orElseThrow();
    assertThat(loudAfter(records, lastOfSecond)).isGreaterThan(MANY / 4);
  }

  @Test
  void littleIsPublishedBetweenTwoThatOvertake() throws SQLException {
    // Given: one that takes as much at a time as publishers do by themselves
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    hub.publisher(500, sizes::add);
    hub.clusterIsThere("calm");
    hub.awaitPublished(hub.put("calm", "first", "main"));
    sizes.clear();

    // When
    flood();
    awaitAllPublished();

    // Then
    assertThat(sizes).isNotEmpty().allMatch(size -> size <= Overtaking.ROWS_BETWEEN);
  }

  private static Cursor of(String xid, String configuration) {
    return new Cursor(xid, flux("calm", configuration).key());
  }

  /// Nothing that begins from now on is published before this transaction ends.
  private static void hold(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_current_xact_id()");
    }
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

  /// Creates many configurations of the loud cluster, or changes them all.
  private void flood() throws SQLException {
    flood("loud", MANY);
  }

  private void flood(String name, int many) throws SQLException {
    Hub.execute(
        store.database(),
        """
        insert into configurations (id_key, id, cluster_key, uid, generation, lifecycle,
          properties, created_by, created_by_type, created_at, modified_by, modified_by_type,
          changed_at)
        select lower('%1$s' || i), '%1$s' || i, '%2$s', gen_random_uuid(),
          nextval('generation'), 'Active', '{}', 'u', 'User', now(), 'u', 'User', now()
        from generate_series(1, %3$d) as i
        on conflict (id_key) do update set generation = excluded.generation"""
            .formatted(flux(name, "c"), cluster(name).key(), many));
  }

  private void awaitAllPublished() throws SQLException {
    Map<String, Long> stored = hub.storedGenerations();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(publishedGenerations()).isEqualTo(stored));
  }

  private static long loudAfter(List<ConsumerRecord<String, byte[]>> records, long time) {
    Map<String, Long> first = new HashMap<>();
    records.forEach(record -> first.putIfAbsent(record.key(), record.timestamp()));
    return first.entrySet().stream()
        .filter(each -> each.getKey().startsWith(cluster("loud").key() + "/"))
        .filter(each -> each.getValue() > time)
        .count();
  }
}

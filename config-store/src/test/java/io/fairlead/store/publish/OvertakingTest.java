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
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class OvertakingTest {
  /// Forty times as many as the publisher of these tests takes at a time.
  private static final int MANY = 2_000;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @AutoClose private Hub hub;
  private StoreUnderTest store;

  @BeforeEach
  void begin() {
    hub = new Hub();
    store = hub.store();
    hub.clusterIsThere("loud");
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
      Loud.hold(holding);
      Loud.flood(store, "loud", MANY);
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
      Loud.hold(holding);
      Loud.flood(store, "loud", MANY);
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
    Loud.flood(store, "loud", MANY);

    // Then
    awaitAllPublished();
    List<Long> times =
        TOPICS.records(Topic.CONFIGURATIONS).stream()
            .filter(record -> record.key().startsWith(cluster("loud").key() + "/"))
            .map(ConsumerRecord::timestamp)
            .sorted()
            .toList();
    long secondsAtLeast =
        ClusterPace.SLOWLY / ClusterPace.SLOWLY_PER_SECOND
            + (MANY - ClusterPace.AT_ONCE - ClusterPace.SLOWLY) / ClusterPace.PER_SECOND
            - 1;
    assertThat(Duration.ofMillis(times.getLast() - times.getFirst()))
        .isGreaterThan(Duration.ofSeconds(secondsAtLeast));
  }

  @Test
  void aClusterGoesBeforeItsConfigurationsAndTheirRemovalWithIt() throws SQLException {
    // Given
    hub.publisher();
    hub.clusterIsThere("doomed");
    StoredConfiguration doomed = hub.put("doomed", "base", "main");
    hub.awaitPublished(doomed);

    // When
    StoredConfiguration fresh;
    try (Connection holding = store.database().connect()) {
      Loud.hold(holding);
      Loud.flood(store, "loud", MANY);
      hub.clusterIsThere("fresh");
      fresh = hub.put("fresh", "base", "main");
      store.ask(() -> store.clusters().delete(cluster("doomed"), ANYTHING));
      holding.commit();
    }

    // Then
    awaitAllPublished();
    List<ConsumerRecord<String, byte[]>> records = TOPICS.records(Topic.CONFIGURATIONS);
    long removed = time(records, doomed.id(), record -> record.value() == null);
    long created = time(records, fresh.id(), record -> record.value() != null);
    assertThat(loudAfter(records, removed)).isGreaterThan(MANY / 2);
    assertThat(loudAfter(records, created)).isGreaterThan(MANY / 2);
    assertThat(
            time(
                TOPICS.records(Topic.CLUSTERS), cluster("fresh"), record -> record.value() != null))
        .isLessThanOrEqualTo(created);
  }

  private static long time(
      List<ConsumerRecord<String, byte[]>> records,
      ResourceId id,
      Predicate<ConsumerRecord<String, byte[]>> kind) {
    return records.stream()
        .filter(record -> record.key().equals(id.key()))
        .filter(kind)
        .mapToLong(ConsumerRecord::timestamp)
        .min()
        .orElseThrow();
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
      Loud.flood(store, "loud", MANY);
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
  void whatIsChangedWhileALongTransactionRunsIsPublishedMeanwhile() throws SQLException {
    // Given
    hub.publisher();
    hub.clusterIsThere("calm");
    hub.awaitPublished(hub.put("calm", "first", "main"));
    StoredConfiguration changed;

    try (Connection holding = store.database().connect()) {
      Loud.hold(holding);

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
      Loud.hold(holding);
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
  void whoRestsDoesNotHoldUpOthersWithMany() throws SQLException {
    // Given
    hub.publisher();
    hub.clusterIsThere("second");
    hub.awaitPublished(hub.put("second", "first", "main"));

    // When: both may be published at the same moment, and have more than is published at once
    try (Connection holding = store.database().connect()) {
      Loud.hold(holding);
      Loud.flood(store, "loud", MANY);
      Loud.flood(store, "second", ClusterPace.AT_ONCE + 100);
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
    Loud.flood(store, "loud", MANY);
    awaitAllPublished();

    // Then
    assertThat(sizes).isNotEmpty().allMatch(size -> size <= Overtaking.ROWS_BETWEEN);
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

package io.fairlead.store.publish;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.write;
import static io.fairlead.store.publish.Hub.TOPICS;
import static io.fairlead.store.publish.Hub.assertThatNoneGoesBack;
import static io.fairlead.store.publish.Hub.copy;
import static io.fairlead.store.publish.Hub.lastPublication;
import static io.fairlead.store.publish.Hub.published;
import static io.fairlead.store.publish.Hub.publishedGenerations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Backing;
import io.fairlead.embedded.Database;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class PublisherTest {
  @AutoClose private Hub hub;
  private StoreUnderTest store;

  @BeforeEach
  void begin() {
    hub = new Hub();
    store = hub.store();
  }

  @Test
  void publishesEachChangeUntilItsTombstone() {
    // Given
    hub.publisher();
    hub.clusterIsThere("one");
    StoredConfiguration written = hub.put("one", "base", "main");
    hub.awaitPublished(written);

    // When
    store.ask(() -> store.configurations().delete(written.id(), ANYTHING, false));

    // Then
    await()
        .untilAsserted(
            () -> {
              ConsumerRecord<String, byte[]> last =
                  TOPICS.last(Topic.CONFIGURATIONS, written.id().key());
              assertThat(last.value()).isNull();
              assertThat(EventHeaders.readEpoch(last.headers().lastHeader("ce_epoch").value()))
                  .contains(lastPublication().epoch());
            });
    await().untilAsserted(() -> assertThat(hub.count("configurations")).isZero());
    assertThat(TOPICS.values(Topic.CLUSTERS)).hasSize(1);
  }

  @Test
  void neverSkipsATransactionThatCommitsLate() throws SQLException {
    // Given: a transaction that has changed a row and not yet committed
    hub.publisher();
    hub.clusterIsThere("late");
    StoredConfiguration slow = hub.put("late", "slow", "main");
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "update configurations set generation = nextval('generation'),"
              + " properties = '{\"branch\":\"late\"}' where id_key = '"
              + slow.id().key()
              + "'");
      // Another cluster's: the transaction above holds no lock that it needs.
      hub.clusterIsThere("early");
      StoredConfiguration early = hub.put("early", "base", "main");
      await()
          .during(Duration.ofMillis(500))
          .until(() -> !TOPICS.values(Topic.CONFIGURATIONS).containsKey(early.id().key()));

      // When
      connection.commit();

      // Then
      await()
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(published(slow.id()).properties().path("branch").asText())
                      .isEqualTo("late"));
      hub.awaitPublished(early);
    }
  }

  @Test
  void aFrozenPublisherThatWakesUpCannotWriteOldStateOverNew() throws Exception {
    // Given: a publisher stopped between reading and sending
    AtomicBoolean freeze = new AtomicBoolean();
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch thaw = new CountDownLatch(1);
    Hub.Started first =
        hub.publisher(
            store.database(),
            records -> {
              if (freeze.compareAndSet(true, false)) {
                frozen.countDown();
                assertThat(thaw.await(60, TimeUnit.SECONDS)).isTrue();
              }
            });
    hub.clusterIsThere("frozen");
    StoredConfiguration old = hub.put("frozen", "base", "old");
    hub.awaitPublished(old);
    freeze.set(true);
    StoredConfiguration read = hub.put("frozen", "base", "read");
    assertThat(frozen.await(30, TimeUnit.SECONDS)).isTrue();

    // When: another takes over, publishes a newer state, and the first wakes up
    hub.killLockHolder();
    hub.publisher();
    StoredConfiguration newest = hub.put("frozen", "base", "newest");
    hub.awaitPublished(newest);
    thaw.countDown();

    // Then
    await().until(() -> first.status().state() == PublisherState.STANDBY);
    StoredConfiguration after = hub.put("frozen", "other", "main");
    hub.awaitPublished(after);
    assertThat(publishedGenerations(read.id())).isSorted().endsWith(newest.generation());
  }

  @Test
  void theLockOfAFrozenPublisherGoesToAnother() throws Exception {
    // Given: a publisher that stands still with the lock in its hands
    AtomicBoolean freeze = new AtomicBoolean();
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch thaw = new CountDownLatch(1);
    Duration silence = Duration.ofSeconds(4);
    Hub.Started first =
        hub.publisher(
            store.database(),
            records -> {
              if (freeze.compareAndSet(true, false)) {
                frozen.countDown();
                assertThat(thaw.await(60, TimeUnit.SECONDS)).isTrue();
              }
            },
            silence);
    hub.clusterIsThere("silent");
    hub.awaitPublished(hub.put("silent", "base", "main"));
    Hub.Started second = hub.publisher(store.database(), PublisherProbe.NONE, silence);
    await().until(() -> second.status().state() == PublisherState.STANDBY);
    freeze.set(true);

    // When
    StoredConfiguration waiting = hub.put("silent", "base", "waiting");
    assertThat(frozen.await(30, TimeUnit.SECONDS)).isTrue();

    // Then: the standby sees what waits, publishes it, and the frozen one stands by
    await().until(() -> second.status().rowsWaiting().orElse(0) == 1);
    hub.awaitPublished(waiting);
    await().until(() -> second.status().rowsWaiting().orElse(1) == 0);
    thaw.countDown();
    await().until(() -> first.status().state() == PublisherState.STANDBY);
    await().until(() -> first.status().oldestUnpublished().equals(Optional.of(Duration.ZERO)));
  }

  @Test
  void republishesEverythingInANewEpochAfterAllOfKafkaIsLost() {
    // Given
    hub.publisher();
    hub.clusterIsThere("lost");
    StoredConfiguration written = hub.put("lost", "base", "main");
    hub.awaitPublished(written);
    long before = hub.awaitEpochAfter(0);

    // When
    Backing.shared().deleteAllTopics();

    // Then
    long epoch = hub.awaitEpochAfter(before);
    hub.awaitPublished(written);
    ConfigurationState state = published(written.id());
    assertThat(state.epoch()).isEqualTo(epoch);
    assertThat(state.generation()).isEqualTo(written.generation());
    assertThat(TOPICS.values(Topic.CLUSTERS)).hasSize(1);
  }

  @Test
  void aHubThatLostItsDatabaseAndKafkaNeverUsesAnEpochAgain() throws Exception {
    // Given
    Hub.Started first = hub.publisher();
    long before = hub.awaitEpochAfter(0);
    first.publisher().close();
    Backing.shared().deleteAllTopics();
    store.pass(Duration.ofSeconds(1));

    // When: it starts over with nothing
    try (StoreUnderTest empty = new StoreUnderTest(Backing.shared().newDatabase())) {
      hub.publisher(empty.database(), PublisherProbe.NONE);

      // Then
      assertThat(hub.awaitEpochAfter(0)).isGreaterThan(before);
    }
  }

  @Test
  void aRestartGoesOnInTheSameEpoch() throws Exception {
    // Given: a publisher that has noted how far the topics reach
    Hub.Started first = hub.publisher();
    hub.clusterIsThere("kept");
    hub.awaitPublished(hub.put("kept", "base", "main"));
    long epoch = hub.awaitEpochAfter(0);
    await()
        .untilAsserted(
            () ->
                assertThat(hub.text("(select count(*) from jsonb_object_keys(end_offsets))::text"))
                    .isEqualTo("49"));
    first.publisher().close();

    // When
    hub.publisher();

    // Then
    hub.awaitPublished(hub.put("kept", "other", "main"));
    assertThat(lastPublication().epoch()).isEqualTo(epoch);
  }

  @Test
  void aGenerationIsNeverGivenOutTwiceByTwoRestorationsOfTheSameDump() throws Exception {
    // Given: a dump, restored beside an empty Kafka, and what was written to that
    Hub.Started origin = hub.publisher();
    hub.clusterIsThere("twice");
    StoredConfiguration kept = hub.put("twice", "kept", "dumped");
    hub.awaitPublished(kept);
    origin.publisher().close();
    Database dump = copy(store.database());
    Backing.shared().deleteAllTopics();
    Hub.Started first = hub.publisher();
    long epoch = hub.awaitEpochAfter(0);
    StoredConfiguration given = hub.put("twice", "kept", "in the first");
    first.publisher().close();

    // When: it is restored once more beside an empty Kafka
    Backing.shared().deleteAllTopics();
    store.pass(Duration.ofMinutes(1));
    hub.publisher(dump, PublisherProbe.NONE);
    hub.awaitEpochAfter(epoch);

    // Then
    try (StoreUnderTest second = new StoreUnderTest(dump)) {
      second.ask(() -> second.configurations().put(write(kept.id(), "in the second"), ANYTHING));
      assertThat(second.ask(() -> second.configurations().find(kept.id())))
          .hasValueSatisfying(
              found -> {
                assertThat(found.uid()).isEqualTo(given.uid());
                assertThat(found.generation()).isGreaterThan(given.generation());
              });
    }
  }

  @Test
  void whatWasWrittenBeforeALossOfKafkaWasSeenGetsAGenerationThatNobodyHolds() throws Exception {
    // Given: a database put back to an earlier moment unnoticed, and written to since
    Hub.Started first = hub.publisher();
    hub.clusterIsThere("unseen");
    StoredConfiguration published = hub.put("unseen", "published", "main");
    hub.awaitPublished(published);
    first.publisher().close();
    StoredConfiguration written = hub.put("unseen", "written", "main");

    // When
    Backing.shared().deleteAllTopics();
    hub.publisher();

    // Then
    hub.awaitPublished(published);
    await()
        .untilAsserted(
            () ->
                assertThat(publishedGenerations().get(written.id().key()))
                    .isGreaterThan(written.generation()));
  }

  @Test
  void detectsADatabaseRestoredFromADump() throws SQLException {
    // Given: a dump, and changes after it
    Hub.Started before = hub.publisher();
    hub.clusterIsThere("restored");
    StoredConfiguration kept = hub.put("restored", "kept", "dumped");
    hub.awaitPublished(kept);
    long epoch = hub.awaitEpochAfter(0);
    before.publisher().close();
    Database dump = copy(store.database());
    Hub.Started after = hub.publisher();
    StoredConfiguration later = hub.put("restored", "kept", "later");
    StoredConfiguration unknown = hub.put("restored", "unknown", "main");
    hub.awaitPublished(later);
    hub.awaitPublished(unknown);
    after.publisher().close();

    // When
    hub.publisher(dump, PublisherProbe.NONE);

    // Then
    hub.awaitEpochAfter(epoch);
    ConfigurationState state = published(kept.id());
    assertThat(state.properties().get("branch").asText()).isEqualTo("dumped");
    assertThat(state.generation()).isGreaterThan(later.generation());
    assertThat(TOPICS.values(Topic.CONFIGURATIONS)).containsOnlyKeys(kept.id().key());
    assertThat(lastPublication().complete()).isTrue();
  }

  @Test
  void theLastRecordOfEachKeyIsItsNewestStateUnderConcurrentWrites() throws Exception {
    // Given
    hub.publisher();
    for (int cluster = 0; cluster < 3; cluster++) {
      hub.clusterIsThere("load" + cluster);
    }
    Random random = new Random(7);

    // When: many write, delete and create anew at the same time, while publishers change
    List<CompletableFuture<?>> writes = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      ResourceId id = flux("load" + random.nextInt(3), "c" + random.nextInt(10));
      String branch = "b" + i;
      writes.add(
          random.nextInt(5) == 0
              ? store.start(() -> store.configurations().delete(id, ANYTHING, true))
              : store.start(() -> store.configurations().put(write(id, branch), ANYTHING)));
      if (i == 300) {
        hub.publisher();
        hub.killLockHolder();
      }
    }
    CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

    // Then
    Map<String, Long> stored = hub.storedGenerations();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(publishedGenerations()).isEqualTo(stored));
    assertThatNoneGoesBack();
  }

  @Test
  void aBurstOfChangesToOneRowIsPublishedFarLessOften() throws SQLException {
    // Given
    hub.publisher();
    hub.clusterIsThere("burst");
    StoredConfiguration first = hub.put("burst", "base", "main");
    hub.awaitPublished(first);

    // When
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < 1000; i++) {
        statement.execute(
            "update configurations set generation = nextval('generation') where id_key = '"
                + first.id().key()
                + "'");
        if (i % 10 == 9) {
          connection.commit();
        }
      }
    }

    // Then
    Long newest = hub.storedGenerations().get(first.id().key());
    await().untilAsserted(() -> assertThat(published(first.id()).generation()).isEqualTo(newest));
    assertThat(TOPICS.records(Topic.CONFIGURATIONS)).hasSizeLessThan(100);
  }

  @Test
  void finishesDeletionsOfClustersThatStayAway() throws SQLException {
    // Given
    UUID cluster = hub.clusterIsThere("away");
    StoredConfiguration written = hub.put("away", "base", "main");
    hub.heartbeat(cluster);
    store.ask(() -> store.configurations().delete(written.id(), ANYTHING, false));
    assertThat(hub.count("configurations")).isEqualTo(1);

    // When
    store.pass(Duration.ofMinutes(61));
    hub.publisher();

    // Then
    await().untilAsserted(() -> assertThat(hub.count("configurations")).isZero());
    assertThat(TOPICS.last(Topic.CONFIGURATIONS, written.id().key()).value()).isNull();
  }
}

package io.fairlead.store.publish;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.publish.Hub.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.topic.Topic;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// When what is removed goes.
@Tag("process")
class RemovedRowsTest {
  @AutoClose private Hub hub;
  private StoreUnderTest store;

  @BeforeEach
  void begin() {
    hub = new Hub();
    store = hub.store();
    hub.clusterIsThere("one");
  }

  @Test
  void nothingIsLeftOfWhatSomebodySaidWhileItWasRemoved() throws SQLException {
    // Given: somebody who saw it before its removal was there to see, and will say something of it
    hub.publisher();
    StoredConfiguration written = hub.put("one", "base", "main");
    hub.awaitPublished(written);
    try (Connection saying = store.database().connect();
        Statement statement = saying.createStatement()) {
      removeAllWhile(saying);
      awaitTombstones(1);
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(4))
          .until(() -> hub.count("configurations") == 1);
      statement.execute(
          "insert into configuration_status (uid) values ('%s')".formatted(written.uid()));

      // When
      saying.commit();
    }

    // Then
    await().untilAsserted(() -> assertThat(hub.count("configurations")).isZero());
    assertThat(hub.count("configuration_status")).isZero();
  }

  @Test
  void whatAnEarlierPublisherLeftGoesToo() throws SQLException {
    // Given: more than one part of what may not go yet
    int many = 1_100;
    Publisher earlier = hub.publisher().publisher();
    Loud.flood(store, "one", many);
    try (Connection holding = store.database().connect()) {
      removeAllWhile(holding);
      awaitTombstones(many);
      earlier.close();
      assertThat(hub.count("configurations")).isEqualTo(many);
    }

    // When
    hub.publisher();

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(hub.count("configurations")).isZero());
  }

  @Test
  void aRemovedClusterTakesWithItWhatWasSaidOfItAndOfAllThatBelongedToIt() throws SQLException {
    // Given
    hub.publisher();
    UUID doomed = hub.clusterIsThere("doomed");
    StoredConfiguration written = hub.put("doomed", "base", "main");
    hub.awaitPublished(written);
    hub.heartbeat(doomed);

    // When: and something is said once more before the rows go
    try (Connection holding = store.database().connect();
        Statement statement = holding.createStatement()) {
      Loud.hold(holding);
      store.ask(() -> store.clusters().delete(cluster("doomed"), ANYTHING));
      hub.heartbeat(doomed);
      statement.execute(
          "insert into configuration_status (uid) values ('%s')".formatted(written.uid()));
      holding.commit();
    }

    // Then
    await().untilAsserted(() -> assertThat(hub.count("clusters")).isEqualTo(1));
    await().untilAsserted(() -> assertThat(hub.count("configurations")).isZero());
    assertThat(hub.count("cluster_connectivity")).isZero();
    assertThat(hub.count("configuration_status")).isZero();
  }

  @Test
  void whatSomebodyHasLockedGoesLaterAndHoldsUpNoOther() throws SQLException {
    // Given
    StoredConfiguration held = hub.put("one", "held", "main");
    hub.put("one", "other", "main");
    Hub.execute(store.database(), "update configurations set lifecycle = 'Removed'");
    RemovedRows removed = new RemovedRows();
    try (Connection connection = store.database().connect();
        Connection holding = store.database().connect();
        Statement statement = holding.createStatement()) {
      Cursor now = new Cursor(HubTable.horizon(connection), "");
      Cursors published = Cursors.START.with(PublishedTable.CONFIGURATIONS, now);
      removed.run(connection, published);
      holding.setAutoCommit(false);
      statement.execute(
          "select 1 from configurations where id_key = '%s' for update".formatted(held.id().key()));
      removed.run(connection, published);
      assertThat(hub.count("configurations")).isEqualTo(1);
      holding.rollback();

      // When
      removed.run(connection, published);

      // Then
      assertThat(hub.count("configurations")).isZero();
    }
  }

  /// Removes all in a transaction that begins before the other one, and ends.
  private void removeAllWhile(Connection other) throws SQLException {
    try (Connection removing = store.database().connect();
        Statement statement = removing.createStatement()) {
      removing.setAutoCommit(false);
      statement.execute("update configurations set lifecycle = 'Removed'");
      Loud.hold(other);
      removing.commit();
    }
  }

  private static void awaitTombstones(int many) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                TOPICS.last(Topic.CONFIGURATIONS).values().stream()
                        .filter(record -> record.value() == null)
                        .count()
                    == many);
  }
}

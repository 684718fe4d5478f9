package io.fairlead.store.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Backing;
import io.fairlead.embedded.Database;
import io.fairlead.encryption.KeyId;
import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.Keyring.Refresh;
import io.fairlead.encryption.Keyset;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.Samples;
import io.fairlead.store.Seals;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class ResealingTest {
  private static final byte[] CLEAR = "{\"branch\": \"kestrel\"}".getBytes(UTF_8);

  @AutoClose private Hub hub;

  @BeforeEach
  void begin() {
    hub = new Hub();
    hub.clusterIsThere("one");
  }

  @Test
  void whatIsWrittenIsSealedInTheDatabaseAndOnTheTopic() throws SQLException {
    // Given
    hub.publisher();
    // When
    StoredConfiguration written = hub.put("one", "base", "kestrel");
    hub.awaitPublished(written);
    // Then
    assertThat(written.properties().path("branch").asText()).isEqualTo("kestrel");
    assertThat(text(stored(written))).doesNotContain("kestrel");
    assertThat(text(record(written).value())).contains("base").doesNotContain("kestrel");
    assertThat(Hub.published(written.id()).properties()).isEqualTo(written.properties());
  }

  @Test
  void whatWasWrittenInClearTextIsSealedAndPublishedAnewAsTheSameState() throws SQLException {
    // Given
    StoredConfiguration before = hub.put("one", "base", "main");
    store(before, CLEAR);
    hub.publisher();
    // When
    await().untilAsserted(() -> assertThat(Keyring.isSealed(stored(before))).isTrue());
    // Then
    await().untilAsserted(() -> assertThat(text(record(before).value())).contains("base"));
    StoredConfiguration after =
        hub.store().ask(() -> hub.store().configurations().find(before.id())).orElseThrow();
    assertThat(after.properties().path("branch").asText()).isEqualTo("kestrel");
    assertThat(after.generation()).isEqualTo(before.generation());
    assertThat(after.uid()).isEqualTo(before.uid());
    assertThat(text(record(before).value())).doesNotContain("kestrel");
  }

  @Test
  void afterARotationEverythingIsSealedWithTheNewKeyAndPublishedAnew() throws SQLException {
    // Given
    var started = hub.publisher();
    StoredConfiguration written = hub.put("one", "base", "main");
    hub.awaitPublished(written);
    ConsumerRecord<String, byte[]> before = record(written);
    KeyId former = Seals.SEAL.keyring().keyset().primary();
    Seals.file().change(Keyset::withNext);
    KeyId primary = Seals.file().change(Keyset::promoted).primary();
    // When
    assertThat(Seals.SEAL.keyring().refresh()).isInstanceOf(Refresh.Changed.class);
    // Then
    assertThat(primary).isNotEqualTo(former);
    await().untilAsserted(() -> assertThat(Keyring.keyOf(stored(written))).contains(primary));
    await()
        .untilAsserted(() -> assertThat(record(written).offset()).isGreaterThan(before.offset()));
    assertThat(Hub.published(written.id()).generation()).isEqualTo(written.generation());
    assertThat(Keyring.keyOf(PropertiesSeal.kept(Hub.sealed(written.id()).properties())))
        .contains(primary);
    await()
        .untilAsserted(
            () ->
                assertThat(started.status().sealed())
                    .hasValue(new SealedValues(primary, Map.of(primary, 1L), 0)));
  }

  @Test
  void whatADatabaseHasFromBeforeTheMigrationIsReadAndThenSealed() throws Exception {
    // Given
    Database older = Backing.shared().newDatabase();
    Flyway.configure()
        .dataSource(older.jdbcUrl(), older.user(), older.password())
        .target("13")
        .load()
        .migrate();
    ResourceId id = Samples.flux("old", "base");
    try (Connection connection = older.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into clusters (id_key, id, type_key, uid, generation, lifecycle, location, tags,
            certificate, properties, created_by, created_by_type, created_at, modified_by,
            modified_by_type, changed_at)
          values (lower('%1$s'), '%1$s', 't', gen_random_uuid(), 1, 'Active', 'westeurope', '{}',
            '', '{}', 'u', 'User', now(), 'u', 'User', now())
          """
              .formatted(id.cluster()));
      statement.execute(
          """
          insert into configurations (id_key, id, cluster_key, uid, generation, lifecycle,
            properties, created_by, created_by_type, created_at, modified_by, modified_by_type,
            changed_at)
          values (lower('%1$s'), '%1$s', lower('%2$s'), gen_random_uuid(), 7, 'Active',
            '{"branch": "kestr\u00e9l", "depth": 3}', 'u', 'User', now(), 'u', 'User', now())
          """
              .formatted(id, id.cluster()));
    }

    // When
    try (StoreUnderTest newer = new StoreUnderTest(older);
        Connection connection = older.connect()) {
      StoredConfiguration before = newer.ask(() -> newer.configurations().find(id)).orElseThrow();
      Resealing resealing = new Resealing(Seals.SEAL, 10);
      SealedValues counted = resealing.count(connection);
      int sealed = resealing.run(connection);
      int again = resealing.run(connection);
      StoredConfiguration after = newer.ask(() -> newer.configurations().find(id)).orElseThrow();

      // Then
      assertThat(before.properties())
          .isEqualTo(Json.readTree("{\"branch\":\"kestr\u00e9l\",\"depth\":3}".getBytes(UTF_8)));
      assertThat(counted.clear()).isEqualTo(1);
      assertThat(sealed).isEqualTo(1);
      assertThat(again).isZero();
      assertThat(after.properties()).isEqualTo(before.properties());
      assertThat(after.generation()).isEqualTo(7);
    }
  }

  @Test
  void whatCannotBeOpenedStaysAsItIsAndHoldsUpNoOther() throws SQLException {
    // Given
    StoredConfiguration broken = hub.put("one", "a-broken", "main");
    StoredConfiguration sound = hub.put("one", "b-sound", "main");
    byte[] changed = stored(broken);
    // Another key's, as far as the index can tell.
    changed[Keyring.KEY_ID_OFFSET] ^= 1;
    store(broken, changed);
    store(sound, CLEAR);
    // When
    hub.publisher();
    // Then
    await().untilAsserted(() -> assertThat(Keyring.isSealed(stored(sound))).isTrue());
    assertThat(stored(broken)).isEqualTo(changed);
  }

  @Test
  void keysThatTheDatabaseNeedsAndAKeysetLacksAreNamed() throws SQLException {
    // Given
    hub.put("one", "base", "main");
    Keyring stranger = Keyring.open(Seals.newFile());
    // When
    Set<KeyId> lacking;
    Set<KeyId> lackingHere;
    try (Connection connection = hub.store().database().connect()) {
      lacking = Resealing.lacking(connection, stranger);
      lackingHere = Resealing.lacking(connection, Seals.SEAL.keyring());
    }
    // Then
    assertThat(lacking).containsExactly(Seals.SEAL.keyring().keyset().primary());
    assertThat(lackingHere).isEmpty();
  }

  private static ConsumerRecord<String, byte[]> record(StoredConfiguration of) {
    return Hub.TOPICS.last(Topic.CONFIGURATIONS, of.id().key());
  }

  private byte[] stored(StoredConfiguration of) throws SQLException {
    try (Connection connection = hub.store().database().connect();
        PreparedStatement statement =
            connection.prepareStatement("select properties from configurations where id_key = ?")) {
      statement.setString(1, of.id().key());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }

  private void store(StoredConfiguration of, byte[] properties) throws SQLException {
    try (Connection connection = hub.store().database().connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "update configurations set properties = ? where id_key = ?")) {
      statement.setBytes(1, properties);
      statement.setString(2, of.id().key());
      statement.executeUpdate();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}

package io.fairlead.store.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.topic.Topic;
import io.fairlead.encryption.KeyId;
import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.Keyring.Refresh;
import io.fairlead.encryption.Keyset;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.Seals;
import io.fairlead.store.StoredConfiguration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class ResealingTest {
  private static final byte[] CLEAR = "{\"branch\": \"kestrel\"}".getBytes(UTF_8);

  private Hub hub;

  @BeforeEach
  void begin() {
    hub = new Hub();
    hub.clusterIsThere("one");
  }

  @AfterEach
  void end() throws Exception {
    hub.close();
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
    await().untilAsserted(() -> assertThat(started.status().toReseal()).hasValue(0));
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

package io.fairlead.store.publish;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.properties;
import static io.fairlead.store.publish.Hub.TOPICS;
import static io.fairlead.store.publish.Hub.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.secret.ProtectedSetting;
import io.fairlead.contract.secret.ProtectedVersions;
import io.fairlead.contract.secret.SealedSetting;
import io.fairlead.contract.secret.SealedSettings;
import io.fairlead.contract.secret.SettingSeal;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Backing;
import io.fairlead.store.ClusterWrite;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.ProtectedFault;
import io.fairlead.store.Samples;
import io.fairlead.store.SettingsChange;
import io.fairlead.store.SettingsRefusedException;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.jose4j.jwe.JsonWebEncryption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
class ProtectedSettingsTest {
  private static final String CANARY = "canary-7c1e";
  private static final KeyPair KEY = pair("RSA");
  private static final KeyPair OTHER = pair("RSA");
  private static final ResourceId BASE = flux("one", "base");

  @AutoClose private Hub hub;
  private StoreUnderTest store;

  @BeforeEach
  void begin() {
    hub = new Hub();
    store = hub.store();
    register(KEY);
  }

  @Test
  void areSealedToTheKeyOfTheirClusterInTheirPlace() throws Exception {
    // When
    StoredConfiguration written = put(given(ProtectedSetting.HTTPS_KEY));

    // Then
    List<String> sealed = column("select jwe from protected_settings");
    assertThat(sealed).hasSize(1);
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setCompactSerialization(sealed.getFirst());
    jwe.setKey(KEY.getPrivate());
    assertThat(jwe.getPlaintextString()).isEqualTo(CANARY);
    assertThat(jwe.getAlgorithmHeaderValue()).isEqualTo("RSA-OAEP-256");
    assertThat(jwe.getEncryptionMethodHeaderParameter()).isEqualTo("A256GCM");
    assertThat(jwe.getKeyIdHeaderValue()).isEqualTo(SettingSeal.thumbprint(KEY.getPublic()));
    new SettingSeal(BASE, written.uid(), "httpsKey")
        .header()
        .forEach((name, value) -> assertThat(jwe.getHeader(name)).as(name).isEqualTo(value));
    assertThat(everything()).doesNotContain(CANARY, base64(CANARY));
  }

  @Test
  void travelBesideTheStateThatTheyBelongTo() {
    // Given
    hub.publisher();

    // When
    StoredConfiguration written = put(given(ProtectedSetting.HTTPS_KEY));

    // Then
    hub.awaitPublished(written);
    assertThat(published(BASE).protectedSettings())
        .isEqualTo(
            new ProtectedVersions(
                Map.of("httpsKey", written.generation()),
                store.clock().instant().plus(Duration.ofDays(2))));
    SealedSettings sealed =
        Json.read(TOPICS.last(Topic.PROTECTED_SETTINGS, BASE.key()).value(), SealedSettings.class);
    assertThat(sealed.uid()).isEqualTo(written.uid());
    assertThat(sealed.settings()).containsOnlyKeys("httpsKey");
    assertThat(sealed.settings().values())
        .extracting(SealedSetting::version)
        .containsExactly(written.generation());
  }

  @Test
  void areKeptWhenLeftOutAndGoWhenNull() throws Exception {
    // Given
    put(given(ProtectedSetting.HTTPS_KEY));
    StoredConfiguration second = put(given(ProtectedSetting.SSH_PRIVATE_KEY));

    // When
    StoredConfiguration third =
        put(new SettingsChange(Map.of(), Set.of(ProtectedSetting.HTTPS_KEY)));

    // Then
    assertThat(third.generation()).isGreaterThan(second.generation());
    assertThat(column("select name || ' ' || version from protected_settings"))
        .containsExactly("sshPrivateKey " + second.generation());
    assertThat(put(SettingsChange.NONE)).isEqualTo(third);
    assertThat(put(new SettingsChange(Map.of(), Set.of(ProtectedSetting.HTTPS_KEY))))
        .isEqualTo(third);
  }

  @Test
  void areGoneAfter48HoursAndSayThat() throws Exception {
    // Given
    StoredConfiguration written = put(given(ProtectedSetting.HTTPS_KEY));
    hub.publisher();
    hub.awaitPublished(written);
    Instant end = store.clock().instant().plus(Duration.ofDays(2));

    // When
    store.pass(Duration.ofDays(2));

    // Then
    await().untilAsserted(() -> assertThat(fault()).isNotNull());
    assertThat(fault()).isEqualTo(new ProtectedFault(ProtectedFault.Kind.Expired, end));
    assertThat(column("select jwe from protected_settings where jwe is not null")).isEmpty();
    assertThat(put(given(ProtectedSetting.HTTPS_KEY)).protectedFault()).isNull();
    assertThat(fault()).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void after48HoursNoTableHasThemSealedWhetherTheClusterIsConnectedOrNot(boolean connected)
      throws Exception {
    // Given
    if (connected) {
      connect();
    }
    StoredConfiguration written = put(given(ProtectedSetting.HTTPS_KEY));
    hub.publisher();
    hub.awaitPublished(written);
    String sealed = column("select jwe from protected_settings").getFirst();
    assertThat(everything()).as("what is looked for is found while it is there").contains(sealed);

    // When
    store.pass(Duration.ofDays(2));

    // Then
    await().untilAsserted(() -> assertThat(fault()).isNotNull());
    for (String part : sealed.split("\\.", -1)) {
      assertThat(everything()).doesNotContain(part.length() > 16 ? part : sealed);
    }
    assertThat(fault())
        .isEqualTo(new ProtectedFault(ProtectedFault.Kind.Expired, store.clock().instant()));
  }

  @Test
  void areOnTheirTopicForNoLongerThan48HoursFromTheirSealing() throws Exception {
    // Given: what waits for a publisher for too long
    StoredConfiguration late = put(given(ProtectedSetting.HTTPS_KEY));
    store.pass(Topic.SEALED_PUBLISHED_WITHIN.plusSeconds(1));

    // When
    hub.publisher();
    hub.awaitPublished(late);

    // Then
    assertThat(TOPICS.records(Topic.PROTECTED_SETTINGS)).isEmpty();
    assertThat(inForce("cleanup.policy")).isEqualTo("delete");
    assertThat(inForce("message.timestamp.type")).isEqualTo("LogAppendTime");
    Duration kept =
        Duration.ofMillis(
            Long.parseLong(inForce("retention.ms")) + Long.parseLong(inForce("segment.ms")));
    assertThat(Topic.SEALED_PUBLISHED_WITHIN.plus(kept)).isLessThan(Duration.ofDays(2));
  }

  /// A setting of their topic, as the broker has it.
  private static String inForce(String setting) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topic.PROTECTED_SETTINGS.topicName());
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of("bootstrap.servers", Backing.shared().bootstrapServers()))) {
      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
      return Objects.requireNonNull(config).get(setting).value();
    }
  }

  /// A session of the cluster that heartbeats.
  private void connect() throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into cluster_connectivity (uid, epoch, session, session_open, last_heartbeat_at,"
              + " connected_since) select uid, 1, 1, true, now() + interval '3 days', now()"
              + " from clusters");
    }
  }

  @Test
  void areLostAtOnceWhenTheKeyIsReplaced() throws Exception {
    // Given
    put(given(ProtectedSetting.HTTPS_KEY));

    // When
    register(OTHER);

    // Then
    assertThat(fault())
        .isEqualTo(new ProtectedFault(ProtectedFault.Kind.Lost, store.clock().instant()));
    assertThat(column("select jwe from protected_settings where jwe is not null")).isEmpty();
    assertThat(put(given(ProtectedSetting.HTTPS_KEY)).protectedFault()).isNull();
  }

  @Test
  void goWithTheirConfiguration() throws Exception {
    // Given
    put(given(ProtectedSetting.HTTPS_KEY));

    // When
    store.ask(() -> store.configurations().delete(BASE, ANYTHING, false));

    // Then
    assertThat(column("select name from protected_settings")).isEmpty();
  }

  @Test
  void goWithTheirCluster() throws Exception {
    // Given
    put(given(ProtectedSetting.HTTPS_KEY));

    // When
    store.ask(() -> store.clusters().delete(Samples.cluster("one"), ANYTHING));

    // Then
    assertThat(column("select name from protected_settings")).isEmpty();
  }

  @Test
  void areNotTakenForAClusterWhoseKeyCannotSeal() throws Exception {
    // Given
    register(pair("Ed25519"));

    // When, Then
    assertThatThrownBy(() -> put(given(ProtectedSetting.HTTPS_KEY)))
        .rootCause()
        .isInstanceOf(SettingsRefusedException.class)
        .hasMessageContaining("agentPublicKeyCertificate")
        .hasMessageNotContaining(CANARY);
    assertThat(column("select id from configurations")).isEmpty();
  }

  @Test
  void areNotTakenWhenTheyDoNotFitIntoAFrame() throws Exception {
    // Given
    SettingsChange large =
        new SettingsChange(
            Map.of(ProtectedSetting.HTTPS_KEY, new Secret(base64(CANARY.repeat(5000)))), Set.of());

    // When, Then
    assertThatThrownBy(() -> put(large))
        .rootCause()
        .isInstanceOf(SettingsRefusedException.class)
        .hasMessageContaining(String.valueOf(SettingSeal.MAX_SEALED_CHARACTERS));
    assertThat(column("select name from protected_settings")).isEmpty();
  }

  private @Nullable ProtectedFault fault() {
    return store.ask(() -> store.configurations().find(BASE)).orElseThrow().protectedFault();
  }

  private static SettingsChange given(ProtectedSetting setting) {
    return new SettingsChange(Map.of(setting, new Secret(base64(CANARY))), Set.of());
  }

  private StoredConfiguration put(SettingsChange settings) {
    WriteOutcome<StoredConfiguration> outcome =
        store.ask(
            () ->
                store
                    .configurations()
                    .put(
                        new ConfigurationWrite(
                            BASE, properties("branch", "main"), Samples.USER, settings),
                        ANYTHING));
    return switch (outcome) {
      case WriteOutcome.Created<StoredConfiguration>(var created, var _) -> created;
      case WriteOutcome.Updated<StoredConfiguration>(var updated, var _, var _) -> updated;
      case WriteOutcome.Unchanged<StoredConfiguration>(var same) -> same;
      default -> throw new AssertionError("not written: " + outcome);
    };
  }

  private void register(KeyPair key) {
    store.ask(
        () ->
            store
                .clusters()
                .put(
                    new ClusterWrite(
                        Samples.cluster("one"),
                        "westeurope",
                        Map.of(),
                        null,
                        Base64.getEncoder().encodeToString(key.getPublic().getEncoded()),
                        properties("kind", "x"),
                        Samples.USER),
                    ANYTHING));
  }

  /// All rows of all tables, as text.
  private String everything() throws SQLException {
    StringBuilder all = new StringBuilder();
    for (String table :
        column("select tablename::text from pg_tables where schemaname = 'public'")) {
      column("select t::text from " + table + " t").forEach(all::append);
    }
    return all.toString();
  }

  private List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static KeyPair pair(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

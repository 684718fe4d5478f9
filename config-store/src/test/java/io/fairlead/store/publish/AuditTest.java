package io.fairlead.store.publish;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.write;
import static io.fairlead.store.publish.Hub.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.AuditEntry;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.EventType;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Database;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.audit.AuditDraft;
import io.fairlead.store.audit.AuditQuery;
import io.fairlead.store.audit.Change;
import io.fairlead.store.postgres.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The audit log: what is recorded stays, is found, and is published.
@Tag("process")
class AuditTest {
  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  private static final ResourceId SHIP = cluster("ship");
  private static final ResourceId BASE = flux("ship", "base");

  @AutoClose private Hub hub;
  private StoreUnderTest store;

  @BeforeEach
  void begin() {
    hub = new Hub();
    store = hub.store();
  }

  private static AuditDraft draft(String action, ResourceId resource, Instant at) {
    return new AuditDraft(
        UUID.randomUUID(),
        at,
        action,
        resource.toString(),
        new AuditEntry.Caller("a-1", "ada", "User", "t-1", "Owner"),
        new AuditEntry.Request("r-1", "c-1", null, "192.0.2.7", "PUT"),
        AuditTest::status,
        new AtomicBoolean());
  }

  private static int status(Change.Kind kind) {
    return switch (kind) {
      case Created -> 201;
      case Updated, Unchanged, Deleted -> 200;
      case Deleting -> 202;
      case Absent -> 204;
    };
  }

  private AuditDraft draft(ResourceId resource) {
    return draft("Microsoft.Kubernetes/x/write", resource, Instant.now());
  }

  private void register() {
    AuditDraft draft = draft(SHIP);
    store.ask(() -> store.clusters().audited(draft).put(write(SHIP), ANYTHING));
  }

  private void put(String branch) {
    AuditDraft draft = draft(BASE);
    store.ask(() -> store.configurations().audited(draft).put(write(BASE, branch), ANYTHING));
  }

  private AuditQuery query(Optional<AuditQuery.Scope> scope) {
    return new AuditQuery(
        SUBSCRIPTION,
        Instant.EPOCH,
        Instant.parse("9999-12-31T00:00:00Z"),
        scope,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private List<AuditEntry> recorded() {
    Page<AuditEntry> page =
        store.ask(() -> store.auditLog().list(query(Optional.empty()), PageRequest.first(1000)));
    return page.items().reversed();
  }

  private List<String> text(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  @Test
  void aWriteIsRecordedWithItsGenerations() {
    // Given
    register();

    // When
    put("main");
    put("next");
    put("next");
    AuditDraft draft = draft(BASE);
    store.ask(() -> store.configurations().audited(draft).delete(BASE, ANYTHING, true));
    store.ask(() -> store.configurations().audited(draft(BASE)).delete(BASE, ANYTHING, true));

    // Then
    List<AuditEntry> entries = recorded();
    assertThat(entries)
        .extracting(AuditEntry::status)
        .containsExactly(201, 201, 200, 200, 200, 204);
    List<Long> after = entries.stream().map(AuditEntry::generationAfter).toList();
    List<Long> before = entries.stream().map(AuditEntry::generationBefore).toList();
    assertThat(before.get(1)).isNull();
    assertThat(before.get(2)).isEqualTo(after.get(1));
    assertThat(before.get(3)).isEqualTo(after.get(3)).isEqualTo(after.get(2));
    assertThat(before.get(4)).isEqualTo(after.get(3));
    assertThat(after.get(4)).isNull();
    assertThat(before.get(5)).isNull();
    assertThat(draft.recorded()).isTrue();
  }

  @Test
  void ofOneRequestThereIsOneEntryAndWhatItSaysIsTrue() {
    // Given
    register();
    AuditDraft late = draft(BASE);
    AuditDraft early = draft(BASE);

    // When
    store.ask(() -> store.auditLog().record(late.answered(504, "GatewayTimeout")));
    assertThatThrownBy(
            () ->
                store.ask(
                    () -> store.configurations().audited(late).put(write(BASE, "x"), ANYTHING)))
        .hasStackTraceContaining("audit_entries");
    boolean there = store.ask(() -> store.configurations().find(BASE)).isPresent();
    store.ask(() -> store.configurations().audited(early).put(write(BASE, "x"), ANYTHING));
    store.ask(() -> store.auditLog().record(early.answered(504, "GatewayTimeout")));

    // Then
    assertThat(there).isFalse();
    assertThat(late.recorded()).isFalse();
    assertThat(recorded()).extracting(AuditEntry::status).containsExactly(201, 504, 201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entries set entry = '{}'",
        "update audit_entries set changed_at = now() - interval '1 year'",
        "update audit_entries set correlation_id = 'x', changed_xid = pg_current_xact_id()",
        "update audit_entries set changed_xid = '1'",
        "delete from audit_entries",
        "truncate audit_entries",
        "truncate audit_entries, hub cascade"
      })
  void whatIsRecordedIsNeitherChangedNorDeleted(String statement) {
    // Given
    register();
    List<AuditEntry> before = recorded();

    // When
    assertThatThrownBy(() -> Hub.execute(store.database(), statement))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("neither changed nor deleted");

    // Then
    assertThat(recorded()).hasSize(1).isEqualTo(before);
  }

  @Test
  void whatIsOlderThanItIsKeptGoesAndNothingElse() throws SQLException {
    // Given
    for (int days : List.of(1, 29, 31, 100)) {
      AuditDraft draft =
          draft("Microsoft.Kubernetes/x/write", SHIP, Instant.now().minus(Duration.ofDays(days)));
      store.ask(() -> store.auditLog().record(draft.answered(400 + days, "")));
    }
    StoreSettings usual = StoreSettings.DEFAULT;
    Housekeeping housekeeping =
        new Housekeeping(
            new StoreSettings(
                usual.offlineAfter(),
                usual.confirmationAwaited(),
                usual.operationsKept(),
                usual.longestRead(),
                Duration.ofDays(30)),
            store.clock());

    // When
    try (Connection connection = store.database().connect()) {
      housekeeping.run(connection);
    }

    // Then
    assertThat(recorded()).extracting(AuditEntry::status).containsExactly(429, 401);
  }

  @Test
  void entriesAreSeenOnTheTopicInTheOrderOfTheirTransactions() {
    // Given
    hub.publisher();
    register();

    // When
    for (int i = 0; i < 120; i++) {
      put("branch-" + i);
    }

    // Then
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(TOPICS.records(Topic.AUDIT)).hasSize(121));
    List<ConsumerRecord<String, byte[]>> records = TOPICS.records(Topic.AUDIT);
    List<AuditEntry> published =
        records.stream().map(record -> Json.read(record.value(), AuditEntry.class)).toList();
    assertThat(published).isEqualTo(recorded());
    ConsumerRecord<String, byte[]> last = records.getLast();
    assertThat(last.key()).isEqualTo(BASE.key());
    assertThat(
            new String(
                last.headers().lastHeader(EventHeaders.TYPE).value(), StandardCharsets.UTF_8))
        .isEqualTo(EventType.AUDIT_RECORDED.typeName());
    assertThat(records)
        .noneMatch(r -> new String(r.value(), StandardCharsets.UTF_8).contains("branch-"));
  }

  @Test
  void entriesOfARestoredDatabaseAreSeenEvenIfTheyCameFromItsFuture() throws Exception {
    // Given
    register();
    Hub.execute(
        store.database(),
        "alter table audit_entries disable trigger audit_entries_stay;"
            + " update audit_entries set changed_xid = '4000000000';"
            + " alter table audit_entries enable trigger audit_entries_stay");

    // When
    hub.publisher();

    // Then
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(TOPICS.records(Topic.AUDIT)).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscription_key", "group_key", "resource_key"})
  void aPageOfAScopeReadsNoMoreRowsThanItHas(String scope) throws SQLException {
    // Given
    Hub.execute(
        store.database(),
        """
        insert into audit_entries (id_key, subscription_key, group_key, resource_key,
          correlation_id, changed_at, entry)
        select gen_random_uuid()::text, 's' || i % 7, 'g' || i % 49, 'r' || i % 343, 'c' || i,
          now() - i * interval '1 minute', '{}' from generate_series(1, 20000) i;
        analyze audit_entries
        """);

    // When
    String plan =
        String.join(
            "\n",
            text(
                store.database(),
                "explain (analyze, costs off, timing off) select id_key from audit_entries"
                    + " where "
                    + scope
                    + " = '%s1' and changed_at >= now() - interval '10 days'"
                        .formatted(scope.charAt(0))
                    + " and changed_at <= now() and (changed_at, id_key) < (now(), '~')"
                    + " order by changed_at desc, id_key desc limit 20"));

    // Then
    assertThat(plan).contains("Index").doesNotContain("Seq Scan", "Sort", "Rows Removed");
  }
}

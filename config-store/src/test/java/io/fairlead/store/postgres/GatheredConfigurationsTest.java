package io.fairlead.store.postgres;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.AuditEntry;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.embedded.Backing;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Expectation;
import io.fairlead.store.Operation;
import io.fairlead.store.Samples;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.audit.AuditDraft;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
@SuppressWarnings("NullAway.Init") // before each test
class GatheredConfigurationsTest {
  private StoreUnderTest store;

  @BeforeEach
  void open() {
    store = new StoreUnderTest(Backing.shared().newDatabase());
    clusterIsThere("a");
    clusterIsThere("b");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void writesThatComeTogetherShareARound() throws SQLException {
    // Given
    var changes = new AtomicInteger();
    store.onChange(changes::incrementAndGet);

    // When: of one cluster, which is never in two rounds at the same time
    List<WriteOutcome<StoredConfiguration>> outcomes = together(puts("a", 40));

    // Then
    assertThat(outcomes).allSatisfy(o -> assertThat(o).isInstanceOf(WriteOutcome.Created.class));
    assertThat(store.gatherings().writes().rounds()).isEqualTo(2);
    assertThat(store.gatherings().writes().gathered()).isEqualTo(40);
    assertThat(changes).hasValue(2);
  }

  @Test
  void whatARoundAnswersIsWhatIsReadAfterwards() throws SQLException {
    // Given
    List<WriteOutcome<StoredConfiguration>> created = together(puts("a", 5));
    List<WriteOutcome<StoredConfiguration>> changed =
        together(created.stream().map(o -> put(resource(o).id(), "changed", ANYTHING)).toList());

    // When
    List<StoredConfiguration> read =
        together(created.stream().map(o -> find(resource(o).id())).toList());

    // Then
    assertThat(changed)
        .allSatisfy(o -> assertThat(o).isInstanceOf(WriteOutcome.Updated.class))
        .extracting(GatheredConfigurationsTest::resource)
        .isEqualTo(read);
    assertThat(changed)
        .extracting(o -> ((WriteOutcome.Updated<StoredConfiguration>) o).before())
        .isEqualTo(created.stream().map(o -> resource(o).generation()).toList());
    assertThat(store.gatherings().reads().gathered()).isEqualTo(5);
    assertThat(store.gatherings().reads().rounds()).isLessThan(5);
  }

  @Test
  void eachWriteOfARoundHasItsOperation() throws SQLException {
    // Given
    ResourceId waits = flux("a", "waits");
    var properties = Samples.properties("branch", "main").put("waitForReconciliation", true);

    // When
    List<WriteOutcome<StoredConfiguration>> outcomes =
        together(
            List.of(
                put(flux("a", "first"), "main", ANYTHING),
                put(flux("a", "second"), "main", ANYTHING),
                () ->
                    store
                        .configurations()
                        .put(new ConfigurationWrite(waits, properties, Samples.USER), ANYTHING)));

    // Then
    List<Operation> operations = outcomes.stream().map(o -> operation(o)).toList();
    assertThat(operations)
        .extracting(Operation::uid, Operation::generation)
        .isEqualTo(
            outcomes.stream()
                .map(o -> resource(o))
                .map(r -> tuple(r.uid(), r.generation()))
                .toList());
    assertThat(operations)
        .extracting(operation -> operation.finishedAt() == null)
        .containsExactly(false, false, true);
  }

  @Test
  void twoWritesOfOneConfigurationAreBothDoneOneAfterTheOther() throws SQLException {
    // Given
    ResourceId id = flux("a", "twice");

    // When
    List<WriteOutcome<StoredConfiguration>> outcomes =
        together(
            List.of(
                put(flux("a", "before"), "main", ANYTHING),
                put(id, "first", ANYTHING),
                put(id, "second", ANYTHING)));

    // Then
    List<Long> generations =
        outcomes.subList(1, 3).stream().map(o -> resource(o).generation()).toList();
    assertThat(generations).doesNotHaveDuplicates();
    StoredConfiguration last = store.ask(find(id));
    assertThat(last.generation()).isEqualTo(generations.stream().max(Long::compare).orElseThrow());
    assertThat(outcomes).filteredOn(o -> o instanceof WriteOutcome.Updated<?>).hasSize(1);
  }

  @Test
  void ofManyThatExpectTheSameStateExactlyOneWins() throws SQLException {
    // Given
    StoredConfiguration current = resource(store.ask(put(flux("a", "raced"), "main", ANYTHING)));
    var same = new Expectation.Exactly(current.uid(), current.generation());

    // When
    List<WriteOutcome<StoredConfiguration>> outcomes =
        together(
            IntStream.range(0, 16).mapToObj(i -> put(current.id(), "branch" + i, same)).toList());

    // Then
    assertThat(outcomes).filteredOn(o -> o instanceof WriteOutcome.Updated<?>).hasSize(1);
    assertThat(outcomes).filteredOn(o -> o instanceof WriteOutcome.Mismatch<?>).hasSize(15);
    assertThat(store.gatherings().writes().alone()).isZero();
  }

  @Test
  void aClusterGetsExactlyAsManyAsItMayHaveWithinARound() throws SQLException {
    // Given
    execute(
        """
        insert into configurations (id_key, id, cluster_key, uid, generation, lifecycle, properties,
          created_by, created_by_type, created_at, modified_by, modified_by_type, changed_at)
        select l.id_key || '/providers/x/y/n' || n, l.id || '/providers/x/y/n' || n, l.id_key,
          gen_random_uuid(), n, 'Active', '{}', '', '', now(), '', '', now()
        from clusters l, generate_series(1, %d) n where l.id_key = '%s'
        """
            .formatted(ProtocolLimits.MAX_CONFIGURATIONS - 3, Samples.cluster("a").key()));

    // When
    List<Supplier<Uni<WriteOutcome<StoredConfiguration>>>> writes = new ArrayList<>();
    writes.addAll(puts("a", 10));
    writes.addAll(puts("b", 10));
    List<WriteOutcome<StoredConfiguration>> outcomes = together(writes);

    // Then
    assertThat(outcomes.subList(0, 10))
        .filteredOn(o -> o instanceof WriteOutcome.Created<?>)
        .hasSize(3);
    assertThat(outcomes.subList(0, 10))
        .filteredOn(o -> o instanceof WriteOutcome.LimitReached<?>)
        .hasSize(7);
    assertThat(outcomes.subList(10, 20)).allMatch(o -> o instanceof WriteOutcome.Created<?>);
    assertThat(store.gatherings().writes().gathered()).isEqualTo(20);
  }

  @Test
  void whatIsRefusedFailsNoNeighbour() throws SQLException {
    // Given
    StoredConfiguration current = resource(store.ask(put(flux("a", "there"), "main", ANYTHING)));
    List<Supplier<Uni<WriteOutcome<StoredConfiguration>>>> writes = new ArrayList<>(puts("a", 10));
    writes.add(put(flux("nowhere", "x"), "main", ANYTHING));
    writes.add(put(flux("a", "there"), "other", new Expectation.Absent()));
    writes.add(put(flux("a", "missing"), "main", new Expectation.Present()));
    writes.add(put(flux("b", "there"), "main", ANYTHING));

    // When
    List<WriteOutcome<StoredConfiguration>> outcomes = together(writes);

    // Then
    assertThat(outcomes.subList(0, 10)).allMatch(o -> o instanceof WriteOutcome.Created<?>);
    assertThat(outcomes.get(10)).isInstanceOf(WriteOutcome.ParentMissing.class);
    assertThat(outcomes.get(11)).isEqualTo(new WriteOutcome.Mismatch<>(Optional.of(current)));
    assertThat(outcomes.get(12)).isEqualTo(new WriteOutcome.Mismatch<>(Optional.empty()));
    assertThat(outcomes.get(13)).isInstanceOf(WriteOutcome.Created.class);
  }

  @Test
  void noConfigurationOutlivesAClusterThatIsDeletedMeanwhile() throws SQLException {
    // Given
    List<CompletableFuture<WriteOutcome<StoredConfiguration>>> writes = new ArrayList<>();
    puts("a", 20).forEach(put -> writes.add(store.start(put)));

    // When
    CompletableFuture<DeleteOutcome<StoredCluster>> deletion =
        store.start(() -> store.clusters().delete(Samples.cluster("a"), ANYTHING));
    puts("a", 40).forEach(put -> writes.add(store.start(put)));

    // Then
    assertThat(writes)
        .extracting(write -> write.get(30, TimeUnit.SECONDS))
        .allMatch(
            o ->
                o instanceof WriteOutcome.Created<?>
                    || o instanceof WriteOutcome.Unchanged<?>
                    || o instanceof WriteOutcome.ParentMissing<?>);
    assertThat(deletion.join()).isInstanceOf(DeleteOutcome.Gone.class);
    assertThat(
            query(
                "select count(*) from configurations where lifecycle <> 'Removed'"
                    + " and cluster_key = '%s'".formatted(Samples.cluster("a").key())))
        .isEqualTo("0");
  }

  @Test
  void whatSomebodyElseHasLockedDelaysNoOthers() throws Exception {
    // Given
    store.ask(put(flux("b", "locked"), "main", ANYTHING));
    try (Connection connection = store.database().connect();
        Statement other = connection.createStatement()) {
      connection.setAutoCommit(false);
      other.execute(
          "select 1 from clusters where id_key = '%s' for update"
              .formatted(Samples.cluster("a").key()));
      other.execute(
          "select 1 from configurations where id_key = '%s' for update"
              .formatted(flux("b", "locked").key()));
      clusterIsThere("c");

      // When
      CompletableFuture<WriteOutcome<StoredConfiguration>> cluster =
          store.start(put(flux("a", "waits"), "main", ANYTHING));
      CompletableFuture<WriteOutcome<StoredConfiguration>> row =
          store.start(put(flux("b", "locked"), "other", ANYTHING));
      await().until(() -> store.gatherings().writes().alone() == 2);
      List<WriteOutcome<StoredConfiguration>> others =
          puts("c", 20).stream().map(store::start).toList().stream()
              .map(put -> put.orTimeout(30, TimeUnit.SECONDS).join())
              .toList();

      // Then
      assertThat(others).allMatch(o -> o instanceof WriteOutcome.Created<?>);
      assertThat(List.of(cluster, row)).noneMatch(CompletableFuture::isDone);
      connection.rollback();
      assertThat(cluster.get(30, TimeUnit.SECONDS)).isInstanceOf(WriteOutcome.Created.class);
      assertThat(row.get(30, TimeUnit.SECONDS)).isInstanceOf(WriteOutcome.Updated.class);
    }
  }

  @Test
  void aStatementThatFailsFailsTheWriteThatIsAtFaultAlone() throws SQLException {
    // Given: one of which the entry is there already
    AuditDraft draft = draft();
    store.ask(() -> store.auditLog().record(draft.answered(500, "")));
    ConfigurationStore audited = store.configurations().audited(draft);
    List<CompletableFuture<WriteOutcome<StoredConfiguration>>> writes = new ArrayList<>();

    // When
    List<Supplier<Uni<WriteOutcome<StoredConfiguration>>>> all = new ArrayList<>(puts("a", 10));
    all.add(5, () -> audited.put(write(flux("a", "at-fault"), "main"), ANYTHING));
    writes.addAll(started(all));

    // Then
    assertThat(writes.remove(5)).failsWithin(30, TimeUnit.SECONDS);
    assertThat(writes)
        .extracting(write -> write.get(30, TimeUnit.SECONDS))
        .allMatch(o -> o instanceof WriteOutcome.Created<?>);
    assertThat(draft.recorded()).isFalse();
    assertThat(store.ask(() -> store.configurations().find(flux("a", "at-fault")))).isEmpty();
  }

  @Test
  void eachWriteOfARoundHasItsEntry() throws SQLException {
    // Given
    List<AuditDraft> drafts = IntStream.range(0, 5).mapToObj(_ -> draft()).toList();

    // When
    List<WriteOutcome<StoredConfiguration>> outcomes =
        together(
            IntStream.range(0, 5)
                .<Supplier<Uni<WriteOutcome<StoredConfiguration>>>>mapToObj(
                    i ->
                        () ->
                            store
                                .configurations()
                                .audited(drafts.get(i))
                                .put(write(flux("a", "audited" + i), "main"), ANYTHING))
                .toList());

    // Then
    assertThat(drafts).allMatch(draft -> draft.recorded().get());
    for (int i = 0; i < 5; i++) {
      assertThat(
              query(
                  "select entry ->> 'generationAfter' from audit_entries where id_key = '%s'"
                      .formatted(drafts.get(i).id())))
          .isEqualTo(Long.toString(resource(outcomes.get(i)).generation()));
    }
    assertThat(store.gatherings().writes().alone()).isZero();
  }

  @Test
  void whatIsLargeIsWrittenAlone() {
    // When
    WriteOutcome<StoredConfiguration> created =
        store.ask(put(flux("a", "large"), "b".repeat(100 * 1024), ANYTHING));
    WriteOutcome<StoredConfiguration> updated =
        store.ask(put(flux("a", "large"), "small", ANYTHING));

    // Then
    assertThat(created).isInstanceOf(WriteOutcome.Created.class);
    assertThat(updated).isInstanceOf(WriteOutcome.Updated.class);
    assertThat(store.gatherings().writes().gathered()).isZero();
  }

  @Test
  void allThatWaitsIsAnsweredWhenThePoolOfConnectionsCloses() throws SQLException {
    // Given
    List<CompletableFuture<WriteOutcome<StoredConfiguration>>> writes;
    List<CompletableFuture<StoredConfiguration>> reads;
    store.ask(put(flux("b", "there"), "main", ANYTHING));
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table clusters");
      writes = puts("a", 100).stream().map(store::start).toList();
      reads = IntStream.range(0, 100).mapToObj(_ -> store.start(find(flux("b", "there")))).toList();
      allIsSubmitted();

      // When
      store.pool().close();
      connection.rollback();
    }

    // Then
    assertThat(writes).allSatisfy(w -> assertThat(w.get(60, TimeUnit.SECONDS)).isNotNull());
    assertThat(reads).allSatisfy(r -> assertThat(r.get(60, TimeUnit.SECONDS)).isNotNull());
  }

  private void clusterIsThere(String name) {
    store.ask(() -> store.clusters().put(write(Samples.cluster(name)), ANYTHING));
  }

  private Supplier<Uni<WriteOutcome<StoredConfiguration>>> put(
      ResourceId id, String branch, Expectation expectation) {
    return () -> store.configurations().put(write(id, branch), expectation);
  }

  private List<Supplier<Uni<WriteOutcome<StoredConfiguration>>>> puts(String cluster, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> put(flux(cluster, "new" + i), "main", ANYTHING))
        .toList();
  }

  private Supplier<Uni<StoredConfiguration>> find(ResourceId id) {
    return () -> store.configurations().find(id).map(found -> found.orElseThrow());
  }

  /// All are asked before the first is answered.
  private <T> List<T> together(List<Supplier<Uni<T>>> questions) throws SQLException {
    return started(questions).stream()
        .map(answer -> answer.orTimeout(60, TimeUnit.SECONDS).join())
        .toList();
  }

  private <T> List<CompletableFuture<T>> started(List<Supplier<Uni<T>>> questions)
      throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table clusters");
      List<CompletableFuture<T>> answers = questions.stream().map(store::start).toList();
      allIsSubmitted();
      connection.rollback();
      return answers;
    }
  }

  /// Each event loop has done what it was given before.
  private void allIsSubmitted() {
    int loops = 4 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < loops; i++) {
      store.ask(() -> Uni.createFrom().voidItem());
    }
  }

  private static StoredConfiguration resource(WriteOutcome<StoredConfiguration> outcome) {
    return switch (outcome) {
      case WriteOutcome.Created<StoredConfiguration>(var created, _) -> created;
      case WriteOutcome.Updated<StoredConfiguration>(var updated, _, _) -> updated;
      case WriteOutcome<StoredConfiguration> other ->
          throw new AssertionError("not written: " + other);
    };
  }

  private Operation operation(WriteOutcome<StoredConfiguration> outcome) {
    UUID id = ((WriteOutcome.Created<StoredConfiguration>) outcome).operation();
    return store.ask(() -> store.operations().find(id)).orElseThrow();
  }

  private AuditDraft draft() {
    return new AuditDraft(
        UUID.randomUUID(),
        store.clock().instant(),
        "Microsoft.Kubernetes/x/write",
        flux("a", "audited").toString(),
        new AuditEntry.Caller("a-1", "ada", "User", "t-1", "Owner"),
        new AuditEntry.Request("r-1", "c-1", null, "192.0.2.7", "PUT"),
        _ -> 201,
        new AtomicBoolean());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String query(String sql) throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}

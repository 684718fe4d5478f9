package io.fairlead.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fairlead.contract.id.PolicyScope;
import io.fairlead.embedded.Backing;
import io.fairlead.store.PageRequest;
import io.fairlead.store.PolicyStateQuery;
import io.fairlead.store.Samples;
import io.fairlead.store.Seals;
import io.fairlead.store.StoreUnderTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Promise;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class BoundedReadsTest {
  private static final StoreSettings IMPATIENT =
      new StoreSettings(
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofDays(7),
          Duration.ofMillis(300),
          Duration.ofDays(90));
  private static final PolicyScope SUBSCRIPTION =
      PolicyScope.parse("/subscriptions/" + Samples.SUBSCRIPTION);
  private static final PolicyStateQuery.Of ALL = new PolicyStateQuery.Of.Scope(SUBSCRIPTION);
  private static final PolicyStateQuery QUERY =
      new PolicyStateQuery(ALL, Optional.empty(), List.of());

  private static StoreUnderTest store;
  private static Pool pool;

  @BeforeAll
  static void open() {
    store = new StoreUnderTest(Backing.shared().newDatabase());
    pool = Pool.newInstance(store.pool());
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void readsThatWaitForALockAreEndedByTheDatabase() throws SQLException {
    // Given
    var states = new PostgresPolicyStates(pool, IMPATIENT, store.clock());
    var remediations = new PostgresRemediations(pool, IMPATIENT, store.clock());
    var fleet = new PostgresFleetView(pool, IMPATIENT, store.clock(), Seals.SEAL);
    List<Supplier<Uni<?>>> reads =
        List.of(
            () -> states.list(QUERY, PageRequest.first(10)),
            () -> states.summarize(QUERY),
            () -> remediations.find("/subscriptions/s/x"),
            () -> remediations.list(SUBSCRIPTION.toString(), PageRequest.first(10)),
            () -> remediations.deployments("/subscriptions/s/x", PageRequest.first(10)),
            () -> fleet.offline(ALL),
            () -> fleet.page(SUBSCRIPTION, Optional.empty(), 10),
            () -> fleet.of(Set.of(Samples.cluster("some"))));
    List<Throwable> failures = new ArrayList<>();
    try (Connection connection = store.database().connect();
        Statement other = connection.createStatement()) {
      connection.setAutoCommit(false);
      other.execute("lock table clusters, policy_states, policy_counts, remediations");

      // When
      for (Supplier<Uni<?>> read : reads) {
        failures.add(
            catchThrowable(() -> store.ask(() -> read.get().replaceWithVoid())).getCause());
      }
      connection.rollback();
    }

    // Then
    assertThat(failures)
        .hasSize(reads.size())
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOfSatisfying(
                        PgException.class, e -> assertThat(e.getSqlState()).isEqualTo("57014")));
  }

  @Test
  void noConnectionKeepsTheLimitNorTheTransaction() {
    // Given
    var reads = new BoundedReads(pool, Duration.ofMillis(300));
    List<CompletableFuture<Void>> asked = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String sql = i % 2 == 0 ? "select pg_sleep(30)" : "select 1 / $1::int";
      Tuple parameters = i % 2 == 0 ? Tuple.tuple() : Tuple.of(i % 3);
      asked.add(store.start(() -> reads.read(sql, parameters).replaceWithVoid()));
    }
    assertThat(asked).filteredOn(read -> catchThrowable(read::join) != null).hasSize(5);

    // When
    List<CompletableFuture<String>> kept = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      kept.add(
          store.start(
              () ->
                  pool.query(
                          "select current_setting('statement_timeout') || ' '"
                              + " || current_setting('transaction_read_only') as kept,"
                              + " pg_sleep(0.4)")
                      .execute()
                      .map(rows -> rows.iterator().next().getString("kept"))));
    }

    // Then
    assertThat(kept).extracting(CompletableFuture::join).containsOnly("0 off");
  }

  @Test
  void aReadThatNobodyWaitsForAnyMoreIsNotMade() {
    // Given: one that waits for the only connection
    Promise<Void> done = Promise.promise();
    Pool narrow = store.narrowPool(1);
    var reads = new BoundedReads(narrow, Duration.ofSeconds(10));
    CompletableFuture<Void> holding =
        store.start(() -> narrow.withConnection(_ -> UniHelper.toUni(done.future())));
    var waiting = new AtomicReference<Cancellable>();
    store.ask(
        () -> {
          waiting.set(
              reads
                  .read("select pg_advisory_lock(4711)", Tuple.tuple())
                  .subscribe()
                  .with(_ -> {}, _ -> {}));
          return Uni.createFrom().voidItem();
        });

    // When
    Objects.requireNonNull(waiting.get()).cancel();
    done.complete();
    holding.join();
    String locks =
        store.ask(
            () ->
                reads
                    .read(
                        "select count(*)::text as n from pg_locks where locktype = 'advisory'"
                            + " and objid = 4711",
                        Tuple.tuple())
                    .map(rows -> rows.iterator().next().getString("n")));

    // Then
    assertThat(locks).isEqualTo("0");
  }

  @Test
  void aReadWithinTheLimitAnswers() {
    // Given
    var reads = new BoundedReads(pool, Duration.ofSeconds(10));

    // When
    String limit =
        store.ask(
            () ->
                reads
                    .read("select current_setting('statement_timeout') as kept", Tuple.tuple())
                    .map(rows -> rows.iterator().next().getString("kept")));

    // Then
    assertThat(limit).isEqualTo("10s");
  }
}

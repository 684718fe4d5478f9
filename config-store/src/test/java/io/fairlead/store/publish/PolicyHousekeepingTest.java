package io.fairlead.store.publish;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.ingest.Incoming;
import io.fairlead.store.ingest.IngestStatus;
import io.fairlead.store.ingest.Ingestor;
import io.fairlead.store.ingest.PolicyEngine;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class PolicyHousekeepingTest {
  private static final Duration PATIENCE = PolicyHousekeeping.PATIENCE;

  private final PolicyHousekeeping housekeeping = new PolicyHousekeeping();
  @AutoClose private Hub hub;
  private StoreUnderTest store;
  private Ingestor verdicts;

  @BeforeEach
  void begin() {
    hub = new Hub();
    store = hub.store();
    verdicts = Ingestor.ofVerdicts(Pool.newInstance(store.pool()), new IngestStatus(store.clock()));
  }

  @Test
  void whatWasSaidOfAClusterOrAnAssignmentThatIsGoneIsForgotten() throws SQLException {
    // Given
    register("gone", "there");
    PolicyEngine engine = PolicyEngine.assign(store, "baseline");
    PolicyEngine unassigned = PolicyEngine.assign(store, "unassigned");
    say(engine, "gone", "there");
    say(unassigned, "there");
    Hub.execute(
        store.database(), "update clusters set uid = gen_random_uuid() where id_key like '%/gone'");
    store.ask(() -> store.policies().delete(unassigned.assignment().id(), ANYTHING));

    // When
    clean();

    // Then
    assertThat(told()).containsExactly("there 1 baseline");
    assertThat(counted()).containsExactly("1");
  }

  @Test
  void whatIsNotSaidAgainInANewEpochIsForgottenAndWhatIsSaidAgainStays() throws SQLException {
    // Given
    register("one");
    PolicyEngine again = PolicyEngine.assign(store, "again");
    PolicyEngine lost = PolicyEngine.assign(store, "lost");
    say(again, "one");
    say(lost, "one");
    complete(2);
    say(again.in(2), "one");
    store.pass(PATIENCE);

    // When
    clean();

    // Then
    assertThat(told()).containsExactly("one 2 again");
    assertThat(counted()).containsExactly("1");
  }

  @Test
  void anEpochIsOverOnlyOnceTheNextOneHasBeenCompleteForLong() throws SQLException {
    // Given
    register("one");
    PolicyEngine again = PolicyEngine.assign(store, "again");
    PolicyEngine slow = PolicyEngine.assign(store, "slow");
    say(again, "one");
    say(slow, "one");
    say(again.in(2), "one");
    store.pass(PATIENCE);
    Hub.execute(store.database(), "update hub set epoch = 2");
    clean();
    complete(2);
    store.pass(PATIENCE.minusSeconds(1));

    // When
    clean();

    // Then
    assertThat(told()).containsExactly("one 1 slow", "one 2 again");
  }

  @Test
  void nothingIsForgottenForItsEpochWhileTheEngineIsAway() throws SQLException {
    // Given: it comes back after hours, and has not come to all assignments yet
    register("one");
    PolicyEngine first = PolicyEngine.assign(store, "first");
    PolicyEngine second = PolicyEngine.assign(store, "second");
    say(first, "one");
    say(second, "one");
    complete(2);
    store.pass(PATIENCE.multipliedBy(5));
    clean();
    say(first.in(2), "one");

    // When
    clean();

    // Then
    assertThat(told()).containsExactly("one 1 second", "one 2 first");
  }

  @Test
  void nothingIsForgottenOfClustersThatTheEngineDidNotComeToBeforeItWentAway() throws SQLException {
    // Given
    register("first", "second");
    PolicyEngine engine = PolicyEngine.assign(store, "baseline");
    say(engine, "first", "second");
    complete(2);
    say(engine.in(2), "first");
    store.pass(PATIENCE.multipliedBy(5));

    // When
    clean();
    clean();

    // Then
    assertThat(told()).containsExactly("first 2 baseline", "second 1 baseline");
  }

  @Test
  void whatIsSaidAgainWhileItIsLookedAtStays() throws Exception {
    // Given: somebody holds the cluster up when its state was found to be old
    register("one");
    PolicyEngine again = PolicyEngine.assign(store, "again");
    PolicyEngine racing = PolicyEngine.assign(store, "racing");
    say(again, "one");
    say(racing, "one");
    complete(2);
    say(again.in(2), "one");
    store.pass(PATIENCE);
    try (Connection other = store.database().connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select 1 from clusters where id_key like '%/one' for update");
      CompletableFuture<Void> cleaning = CompletableFuture.runAsync(this::cleanUnchecked);
      await().atMost(Duration.ofSeconds(30)).until(() -> store.waitingForLocks() == 1);

      // When
      statement.execute("update policy_states set epoch = 2 where assignment_key like '%/racing'");
      other.commit();
      cleaning.get(30, TimeUnit.SECONDS);
    }

    // Then
    assertThat(told()).containsExactly("one 2 again", "one 2 racing");
  }

  @Test
  void aPublisherForgetsWhatItsOwnEpochEnded() {
    // Given
    register("one");
    PolicyEngine again = PolicyEngine.assign(store, "again");
    PolicyEngine lost = PolicyEngine.assign(store, "lost");
    say(again, "one");
    say(lost, "one");
    hub.publisher();
    long epoch = hub.awaitEpochAfter(1);
    say(again.in(epoch), "one");

    // When
    store.pass(PATIENCE);

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> told().equals(List.of("one " + epoch + " again")));
  }

  private void register(String... names) {
    for (String name : names) {
      store.ask(() -> store.clusters().put(write(cluster(name)), ANYTHING));
    }
  }

  private void say(PolicyEngine engine, String... clusters) {
    List<Incoming> batch =
        Stream.of(clusters)
            .map(
                name ->
                    PolicyEngine.record(
                        engine.verdict(
                            cluster(name), PolicyCompliance.Compliant, Reason.Satisfied)))
            .toList();
    assertThat(store.ask(() -> verdicts.ingest(batch))).isEmpty();
  }

  private void complete(long epoch) throws SQLException {
    try (Connection connection = store.database().connect()) {
      Hub.execute(store.database(), "update hub set epoch = " + epoch);
      HubTable.completed(connection, store.clock().instant());
    }
  }

  /// Looks at everything once: the last part has nothing in it.
  private void clean() throws SQLException {
    try (Connection connection = store.database().connect()) {
      housekeeping.run(connection, store.clock().instant());
      housekeeping.run(connection, store.clock().instant());
    }
  }

  private void cleanUnchecked() {
    try {
      clean();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /// What is said: of which cluster, in which epoch, by which assignment.
  private List<String> told() throws SQLException {
    return texts(
        "select substring(resource_key from '[^/]+$') || ' ' || epoch || ' '"
            + " || substring(assignment_key from '[^/]+$') from policy_states order by 1");
  }

  /// How many resources the counts that are kept tell of.
  private List<String> counted() throws SQLException {
    return texts(
        "select sum(resources) from policy_counts where assignment_key = '' and definition_key = ''"
            + " and resources <> 0");
  }

  private List<String> texts(String sql) throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}

package io.fairlead.store;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.fluxV1;
import static io.fairlead.store.Samples.properties;
import static io.fairlead.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.embedded.Backing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class ConfigurationStoreTest {
  private static StoreUnderTest store;

  @BeforeAll
  static void open() {
    store = new StoreUnderTest(Backing.shared().newDatabase());
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void isShownAsItWasWritten() {
    // Given
    clusterIsThere("shown");

    // When
    StoredConfiguration created = put(flux("shown", "Base"), "main");

    // Then
    assertThat(find(flux("shown", "BASE"))).isEqualTo(created);
    assertThat(created.id().toString()).endsWith("/Base");
    assertThat(created.properties()).isEqualTo(properties("branch", "main"));
    assertThat(created.systemData().createdBy()).isEqualTo(Samples.USER);
    assertThat(created.progress()).isEqualTo(Progress.NONE);
    assertThat(created.connectivity().state()).isEqualTo(Connectivity.State.Connecting);
  }

  @Test
  void needsItsCluster() {
    // When
    WriteOutcome<StoredConfiguration> outcome =
        store.ask(
            () -> store.configurations().put(write(flux("nowhere", "base"), "main"), ANYTHING));

    // Then
    assertThat(outcome).isInstanceOf(WriteOutcome.ParentMissing.class);
  }

  @Test
  void keepsItsGenerationWhenNothingChanges() {
    // Given
    clusterIsThere("same");
    StoredConfiguration first = put(flux("same", "base"), "main");

    // When
    WriteOutcome<StoredConfiguration> outcome =
        store.ask(() -> store.configurations().put(write(flux("same", "base"), "main"), ANYTHING));

    // Then
    assertThat(outcome).isEqualTo(new WriteOutcome.Unchanged<>(first));
  }

  @Test
  void asksWhatItAskedBeforeWithoutPlanningItAnew() {
    // Given
    clusterIsThere("plans");
    for (int round = 0; round < 2; round++) {
      put(flux("plans", "base"), "main" + round);
      delete(flux("plans", "base"), true);
      assertThat(list("plans", Samples.FLUX).items()).hasSize(0);
    }

    // When
    store.countQueryPlans();
    for (int round = 2; round < 5; round++) {
      put(flux("plans", "base"), "main" + round);
      delete(flux("plans", "base"), true);
      assertThat(list("plans", Samples.FLUX).items()).hasSize(0);
    }

    // Then
    assertThat(store.queryPlansMade()).isZero();
  }

  @Test
  void getsANewGenerationWithEachChange() {
    // Given
    clusterIsThere("change");
    StoredConfiguration first = put(flux("change", "base"), "main");

    // When
    StoredConfiguration second = put(flux("change", "base"), "release");

    // Then
    assertThat(second.uid()).isEqualTo(first.uid());
    assertThat(second.generation()).isGreaterThan(first.generation());
    assertThat(second.properties()).isEqualTo(properties("branch", "release"));
    assertThat(find(flux("change", "base"))).isEqualTo(second);
  }

  @Test
  void s04_ofManyWritersExpectingTheSameStateExactlyOneWins() {
    // Given
    clusterIsThere("s04");
    StoredConfiguration current = put(flux("s04", "base"), "main");
    Expectation same = new Expectation.Exactly(current.uid(), current.generation());

    // When
    List<WriteOutcome<StoredConfiguration>> outcomes =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    store.start(
                        () -> store.configurations().put(write(current.id(), "b" + i), same)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    // Then
    assertThat(outcomes).filteredOn(o -> o instanceof WriteOutcome.Updated).hasSize(1);
    assertThat(outcomes).filteredOn(o -> o instanceof WriteOutcome.Mismatch).hasSize(15);
  }

  @Test
  void s04_ofManyCreatorsExactlyOneWins() {
    // Given
    ResourceId cluster = Samples.cluster("s04-create");

    // When
    List<WriteOutcome<StoredCluster>> outcomes =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    store.start(
                        () -> store.clusters().put(write(cluster), new Expectation.Absent())))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    // Then
    assertThat(outcomes).filteredOn(o -> o instanceof WriteOutcome.Created).hasSize(1);
    assertThat(outcomes).filteredOn(o -> o instanceof WriteOutcome.Mismatch).hasSize(7);
  }

  @Test
  void s05_anUpdateOfADeletingOneIsRefusedAndItsDeletionIsNotRepeated() throws SQLException {
    // Given
    UUID cluster = clusterIsThere("s05");
    agentWasSeen(cluster);
    StoredConfiguration written = put(flux("s05", "base"), "main");
    DeleteOutcome<StoredConfiguration> first = delete(written.id(), false);

    // When
    WriteOutcome<StoredConfiguration> update =
        store.ask(() -> store.configurations().put(write(written.id(), "other"), ANYTHING));
    DeleteOutcome<StoredConfiguration> second = delete(written.id(), false);

    // Then
    StoredConfiguration deleting = find(written.id());
    assertThat(deleting.lifecycle()).isEqualTo(Lifecycle.Deleting);
    assertThat(deleting.generation()).isGreaterThan(written.generation());
    assertThat(update).isEqualTo(new WriteOutcome.BeingDeleted<>(deleting));
    assertThat(first)
        .isInstanceOfSatisfying(
            DeleteOutcome.Accepted.class,
            accepted ->
                assertThat(second)
                    .isEqualTo(
                        new DeleteOutcome.Accepted<>(
                            deleting, accepted.operation(), deleting.generation())));
  }

  @Test
  void s14_aStalePatchNeverErasesADeletion() throws SQLException {
    // Given
    agentWasSeen(clusterIsThere("s14"));
    StoredConfiguration read = put(flux("s14", "base"), "main");
    delete(read.id(), false);

    // When
    WriteOutcome<StoredConfiguration> stale =
        store.ask(
            () ->
                store
                    .configurations()
                    .put(
                        write(read.id(), "patched"),
                        new Expectation.Exactly(read.uid(), read.generation())));

    // Then
    assertThat(stale).isInstanceOf(WriteOutcome.Mismatch.class);
    assertThat(find(read.id()).lifecycle()).isEqualTo(Lifecycle.Deleting);
  }

  @Test
  void isGoneAtOnceWhenItsClusterNeverHadASession() {
    // Given
    clusterIsThere("never-seen");
    StoredConfiguration written = put(flux("never-seen", "base"), "main");

    // When
    DeleteOutcome<StoredConfiguration> outcome = delete(written.id(), false);

    // Then
    assertThat(outcome).isInstanceOf(DeleteOutcome.Gone.class);
    assertThat(isThere(written.id())).isFalse();
  }

  @Test
  void isGoneAtOnceWhenForced() throws SQLException {
    // Given
    agentWasSeen(clusterIsThere("forced"));
    StoredConfiguration written = put(flux("forced", "base"), "main");
    DeleteOutcome.Accepted<StoredConfiguration> accepted =
        (DeleteOutcome.Accepted<StoredConfiguration>) delete(written.id(), false);

    // When
    DeleteOutcome<StoredConfiguration> outcome = delete(written.id(), true);

    // Then
    assertThat(outcome)
        .isEqualTo(new DeleteOutcome.Gone<>(accepted.operation(), accepted.current().generation()));
    assertThat(isThere(written.id())).isFalse();
    assertThat(store.ask(() -> store.operations().find(accepted.operation())))
        .hasValueSatisfying(operation -> assertThat(operation.finishedAt()).isNotNull());
  }

  @Test
  void aDeletedV1OneIsGoneForCallersAndMayBeCreatedAnew() throws SQLException {
    // Given
    agentWasSeen(clusterIsThere("v1"));
    StoredConfiguration old = put(fluxV1("v1", "base"), "main");
    assertThat(delete(old.id(), false)).isInstanceOf(DeleteOutcome.Accepted.class);
    assertThat(isThere(old.id())).isFalse();
    assertThat(list("v1", Samples.FLUX_V1).items()).isEmpty();

    // When
    StoredConfiguration anew = put(fluxV1("v1", "base"), "main");

    // Then
    assertThat(anew.uid()).isNotEqualTo(old.uid());
    assertThat(anew.generation()).isGreaterThan(old.generation());
    assertThat(list("v1", Samples.FLUX_V1).items())
        .extracting(ListedConfiguration::open)
        .containsExactly(anew);
  }

  @Test
  void deletingAClusterTakesItsConfigurationsWithIt() throws SQLException {
    // Given
    UUID old = clusterIsThere("gone");
    agentWasSeen(old);
    StoredConfiguration first = put(flux("gone", "base"), "main");

    // When
    DeleteOutcome<StoredCluster> outcome =
        store.ask(() -> store.clusters().delete(Samples.cluster("gone"), ANYTHING));

    // Then
    assertThat(outcome).isInstanceOf(DeleteOutcome.Gone.class);
    assertThat(isThere(first.id())).isFalse();
    assertThat(clusterIsThere("gone")).isNotEqualTo(old);
    assertThat(list("gone", Samples.FLUX).items()).isEmpty();
    StoredConfiguration again = put(flux("gone", "base"), "main");
    assertThat(again.uid()).isNotEqualTo(first.uid());
    assertThat(again.generation()).isGreaterThan(first.generation());
  }

  @Test
  void pagesNeitherSkipNorRepeatWhatStays() {
    // Given
    clusterIsThere("paged");
    for (int i = 0; i < 10; i++) {
      put(flux("paged", "c" + i), "main");
    }

    // When
    Page<ListedConfiguration> first = page(PageRequest.first(4));
    delete(flux("paged", "c1"), false);
    put(flux("paged", "c0a"), "main");
    put(flux("paged", "c5a"), "main");
    delete(flux("paged", "c8"), false);
    Page<ListedConfiguration> second = page(new PageRequest(4, first.next()));
    Page<ListedConfiguration> third = page(new PageRequest(4, second.next()));

    // Then
    assertThat(names(first)).containsExactly("c0", "c1", "c2", "c3");
    assertThat(names(second)).containsExactly("c4", "c5", "c5a", "c6");
    assertThat(names(third)).containsExactly("c7", "c9");
    assertThat(third.next()).isEmpty();
  }

  @Test
  void pagesOfLargeOnesAreShorterAndHaveEachOnce() {
    // Given: 30 of 180 KiB, which no page holds together
    clusterIsThere("paged-large");
    List<String> all = new ArrayList<>();
    for (int i = 10; i < 40; i++) {
      put(flux("paged-large", "c" + i), "b".repeat(180 * 1024));
      all.add("c" + i);
    }

    // When
    List<Page<ListedConfiguration>> pages = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      PageRequest request = new PageRequest(1000, next);
      Page<ListedConfiguration> page =
          store.ask(
              () ->
                  store
                      .configurations()
                      .list(Samples.cluster("paged-large"), Samples.FLUX, request));
      pages.add(page);
      next = page.next();
    } while (next.isPresent());

    // Then
    assertThat(pages)
        .allSatisfy(
            page -> assertThat(page.items()).isNotEmpty().hasSizeLessThanOrEqualTo(4 * 1024 / 180));
    assertThat(pages.stream().flatMap(page -> names(page).stream()).toList())
        .containsExactlyElementsOf(all);
  }

  @Test
  void offlineIsTheHubsJudgementByItsOwnClock() throws SQLException {
    // Given
    agentWasSeen(clusterIsThere("silent"));
    StoredConfiguration written = put(flux("silent", "base"), "main");

    // When
    store.pass(Duration.ofMinutes(15));

    // Then
    assertThat(written.connectivity().state()).isEqualTo(Connectivity.State.Connected);
    Connectivity now = find(written.id()).connectivity();
    assertThat(now.state()).isEqualTo(Connectivity.State.Offline);
    assertThat(now.since()).isEqualTo(now.lastHeartbeatAt());
  }

  private static UUID clusterIsThere(String name) {
    WriteOutcome<StoredCluster> outcome =
        store.ask(() -> store.clusters().put(write(Samples.cluster(name)), ANYTHING));
    return ((WriteOutcome.Created<StoredCluster>) outcome).resource().uid();
  }

  private static void agentWasSeen(UUID cluster) throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      String now = store.clock().instant().toString();
      statement.execute(
          "insert into cluster_connectivity (uid, epoch, session, session_open,"
              + " last_heartbeat_at, connected_since) values ('%s', 1, 1, true, '%s', '%s')"
                  .formatted(cluster, now, now));
    }
  }

  private static StoredConfiguration put(ResourceId id, String branch) {
    WriteOutcome<StoredConfiguration> outcome =
        store.ask(() -> store.configurations().put(write(id, branch), ANYTHING));
    return switch (outcome) {
      case WriteOutcome.Created<StoredConfiguration>(StoredConfiguration created, UUID _) ->
          created;
      case WriteOutcome.Updated<StoredConfiguration>(StoredConfiguration updated, UUID _, long _) ->
          updated;
      case WriteOutcome<StoredConfiguration> other ->
          throw new AssertionError("not written: " + other);
    };
  }

  private static DeleteOutcome<StoredConfiguration> delete(ResourceId id, boolean force) {
    return store.ask(() -> store.configurations().delete(id, ANYTHING, force));
  }

  private static StoredConfiguration find(ResourceId id) {
    return store.ask(() -> store.configurations().find(id)).orElseThrow();
  }

  private static boolean isThere(ResourceId id) {
    return store.ask(() -> store.configurations().find(id)).isPresent();
  }

  private static Page<ListedConfiguration> list(String cluster, String type) {
    return store.ask(
        () -> store.configurations().list(Samples.cluster(cluster), type, PageRequest.first(100)));
  }

  private static Page<ListedConfiguration> page(PageRequest request) {
    return store.ask(
        () -> store.configurations().list(Samples.cluster("paged"), Samples.FLUX, request));
  }

  private static List<String> names(Page<ListedConfiguration> page) {
    return page.items().stream().map(item -> item.open().id().name()).toList();
  }
}

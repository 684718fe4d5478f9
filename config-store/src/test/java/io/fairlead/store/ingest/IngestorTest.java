package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.fluxV1;
import static io.fairlead.store.ingest.Edge.status;
import static io.fairlead.store.ingest.Edge.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.embedded.Backing;
import io.fairlead.store.Connectivity;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Progress;
import io.fairlead.store.Samples;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
class IngestorTest {
  private static final Instant EDGE = Instant.parse("2020-05-05T05:05:05Z");
  private static final AtomicInteger CHANGES = new AtomicInteger();

  private static StoreUnderTest store;
  private static IngestStatus status;
  private static Ingestor ingestor;

  @BeforeAll
  static void open() throws SQLException {
    store = new StoreUnderTest(Backing.shared().newDatabase());
    beginEpoch(1);
    status = new IngestStatus(store.clock());
    ingestor =
        Ingestor.ofFacts(
            Pool.newInstance(store.pool()),
            Duration.ofMinutes(15),
            store.clock(),
            status,
            CHANGES::incrementAndGet);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void showsHowFarAConfigurationHasCome() {
    // Given
    Edge edge = Edge.register(store, cluster("progress"));
    StoredConfiguration written = edge.put(flux("progress", "base"), "main");

    // When
    ingest(edge.opened(10));
    ingest(edge.said(10, 1, new ReportBody.Delivered(List.of(version(written)))));
    Progress delivered = edge.find(written.id()).progress();
    ingest(edge.said(10, 2, new ReportBody.Acknowledged(List.of(version(written)), List.of())));
    Progress acknowledged = edge.find(written.id()).progress();
    ingest(edge.said(10, 3, status(written, "applied", EDGE)));
    Progress reported = edge.find(written.id()).progress();

    // Then
    assertThat(Objects.requireNonNull(delivered.delivered()).generation())
        .isEqualTo(written.generation());
    assertThat(delivered.acknowledged()).isNull();
    assertThat(Objects.requireNonNull(acknowledged.acknowledged()).generation())
        .isEqualTo(written.generation());
    assertThat(acknowledged.reported()).isNull();
    assertThat(Objects.requireNonNull(reported.reported()).status().message()).isEqualTo("applied");
    assertThat(reported.reported().receivedAt()).isEqualTo(store.clock().instant());
  }

  @Test
  void remembersThatAGenerationWasCompliantWhenItDriftsLater() {
    // Given
    Edge edge = Edge.register(store, cluster("drifting"));
    StoredConfiguration written = edge.put(flux("drifting", "base"), "main");
    ingest(edge.opened(10));
    ingest(edge.said(10, 1, status(written, "applied", EDGE)));

    // When
    ingest(edge.said(10, 2, status(written, Compliance.NonCompliant, "drifted", EDGE)));

    // Then
    Progress progress = edge.find(written.id()).progress();
    assertThat(Objects.requireNonNull(progress.reported()).status().message()).isEqualTo("drifted");
    assertThat(Objects.requireNonNull(progress.compliant()).generation())
        .isEqualTo(written.generation());
  }

  @Test
  void showsARefusalUntilTheAgentStoresThatOrANewerState() {
    // Given
    Edge edge = Edge.register(store, cluster("refused"));
    StoredConfiguration written = edge.put(flux("refused", "base"), "main");
    Refusal refusal = new Refusal(version(written), "no such thing");

    // When
    ingest(edge.said(10, 1, new ReportBody.Acknowledged(List.of(), List.of(refusal))));
    Progress refused = edge.find(written.id()).progress();
    StoredConfiguration newer = edge.put(written.id(), "other");
    ingest(edge.said(10, 2, new ReportBody.InSync(List.of(version(newer)))));
    Progress stored = edge.find(written.id()).progress();

    // Then
    assertThat(Objects.requireNonNull(refused.refused()).reason()).isEqualTo("no such thing");
    assertThat(stored.refused()).isNull();
  }

  @Test
  void showsThatAClusterRefusesWhatItHadStoredBefore() {
    // Given
    Edge edge = Edge.register(store, cluster("wiped"));
    StoredConfiguration written = edge.put(flux("wiped", "base"), "main");
    Refusal refusal = new Refusal(version(written), "no such thing");
    ingest(edge.said(10, 1, new ReportBody.Acknowledged(List.of(version(written)), List.of())));
    store.pass(Duration.ofSeconds(1));

    // When
    ingest(edge.said(11, 1, new ReportBody.Acknowledged(List.of(), List.of(refusal))));

    // Then
    Progress progress = edge.find(written.id()).progress();
    assertThat(Objects.requireNonNull(progress.refused()).reason()).isEqualTo("no such thing");
  }

  @Test
  void theLatestStatusWinsWhateverTheOrderOfArrival() {
    // Given
    Edge edge = Edge.register(store, cluster("latest"));
    StoredConfiguration written = edge.put(flux("latest", "base"), "main");

    // When
    ingest(edge.said(11, 4, status(written, "newest", EDGE)));
    ingest(edge.said(11, 3, status(written, "older", EDGE)));
    ingest(edge.said(10, 900, status(written, "of an older session", EDGE)));

    // Then
    assertThat(message(edge.find(written.id()))).isEqualTo("newest");
  }

  @Test
  void s45_statusesAreAcceptedInOrderWhenTheEdgesClockGoesBackwards() {
    // Given
    Edge edge = Edge.register(store, cluster("s45"));
    StoredConfiguration written = edge.put(flux("s45", "base"), "main");

    // When
    ingest(edge.said(10, 1, status(written, "before the reboot", EDGE)));
    ingest(edge.said(11, 1, status(written, "after the reboot", EDGE.minus(Duration.ofDays(1)))));

    // Then
    assertThat(message(edge.find(written.id()))).isEqualTo("after the reboot");
  }

  @Test
  void s21_aStatusOfAnOldIncarnationIsNeverAttributedToANewOne() {
    // Given
    Edge edge = Edge.register(store, cluster("s21"));
    StoredConfiguration old = edge.put(fluxV1("s21", "base"), "main");
    ingest(edge.said(10, 1, status(old, "old", EDGE)));
    store.ask(() -> store.configurations().delete(old.id(), ANYTHING, false));
    StoredConfiguration anew = edge.put(old.id(), "main");

    // When
    ingest(edge.said(10, 2, status(old, "late", EDGE)));
    ingest(edge.said(10, 3, new ReportBody.Removed(List.of(version(old)))));

    // Then
    assertThat(anew.uid()).isNotEqualTo(old.uid());
    assertThat(anew.progress()).isEqualTo(Progress.NONE);
    assertThat(edge.find(old.id())).isEqualTo(anew);
  }

  @Test
  void whatAnOldIncarnationOfTheClusterSaysIsDropped() {
    // Given
    Edge old = Edge.register(store, cluster("reborn"));
    store.ask(() -> store.clusters().delete(old.cluster(), ANYTHING));
    Edge edge = Edge.register(store, cluster("reborn"));
    StoredConfiguration written = edge.put(flux("reborn", "base"), "main");

    // When
    ingest(old.opened(10), old.said(10, 1, status(written, "forged", EDGE)));

    // Then
    assertThat(edge.find(written.id()).progress()).isEqualTo(Progress.NONE);
    assertThat(edge.find().connectivity().state()).isEqualTo(Connectivity.State.Connecting);
  }

  @Test
  void s06_aConfirmedRemovalRemovesAndACreationBeforeItDoesNotComeBack() {
    // Given
    Edge edge = Edge.register(store, cluster("s06"));
    ingest(edge.opened(10));
    StoredConfiguration written = edge.put(flux("s06", "base"), "main");
    UUID operation = delete(written);
    StoredConfiguration deleting = edge.find(written.id());
    int changes = CHANGES.get();

    // When
    ingest(edge.said(10, 1, new ReportBody.Removed(List.of(version(deleting)))));
    ingest(
        edge.said(10, 2, new ReportBody.Acknowledged(List.of(version(written)), List.of())),
        edge.said(10, 3, status(written, "late", EDGE)));

    // Then
    assertThat(store.ask(() -> store.configurations().find(written.id()))).isEmpty();
    assertThat(store.ask(() -> store.operations().find(operation)))
        .hasValueSatisfying(done -> assertThat(done.finishedAt()).isNotNull());
    assertThat(CHANGES.get()).isEqualTo(changes + 1);
  }

  @Test
  void aRemovalOfAnotherGenerationConfirmsNothing() {
    // Given
    Edge edge = Edge.register(store, cluster("stale-removal"));
    ingest(edge.opened(10));
    StoredConfiguration written = edge.put(flux("stale-removal", "base"), "main");
    delete(written);

    // When
    ingest(edge.said(10, 1, new ReportBody.Removed(List.of(version(written)))));

    // Then
    assertThat(store.ask(() -> store.configurations().find(written.id()))).isPresent();
  }

  @Test
  void s27_outOfOrderSessionsEndConnected() {
    // Given
    Edge edge = Edge.register(store, cluster("s27"));

    // When: the old session's end is told after the new one's beginning
    ingest(edge.opened(10));
    ingest(edge.opened(12));
    ingest(edge.closed(10));

    // Then
    Connectivity connectivity = edge.find().connectivity();
    assertThat(connectivity.sessionOpen()).isTrue();
    assertThat(connectivity.state()).isEqualTo(Connectivity.State.Connected);
    assertThat(Objects.requireNonNull(connectivity.agent()).distribution()).isEqualTo("k3s");
  }

  @Test
  void aReportThatOvertakesItsSessionsOpeningCountsAsOne() {
    // Given
    Edge edge = Edge.register(store, cluster("overtaken"));

    // When
    ingest(edge.said(10, 1, new ReportBody.Heartbeat()));
    ingest(edge.said(10, 2, new ReportBody.RemovalsHeld(7, 9)));
    ingest(edge.opened(10));

    // Then
    Connectivity connectivity = edge.find().connectivity();
    assertThat(connectivity.sessionOpen()).isTrue();
    assertThat(connectivity.agent()).isNotNull();
    assertThat(Objects.requireNonNull(connectivity.removalsHeld()).held()).isEqualTo(7);
  }

  @Test
  void aClosedSessionStaysClosedWhenItsLastReportsComeLate() {
    // Given
    Edge edge = Edge.register(store, cluster("closed"));
    ingest(edge.opened(10));

    // When
    ingest(edge.closed(10));
    ingest(edge.said(10, 5, new ReportBody.Heartbeat()));

    // Then
    assertThat(edge.find().connectivity().sessionOpen()).isFalse();
  }

  @Test
  void connectedSinceTheFirstHeartbeatOfThisStretch() {
    // Given
    Edge edge = Edge.register(store, cluster("stretch"));
    ingest(edge.opened(10));
    Instant first = store.clock().instant();
    store.pass(Duration.ofMinutes(5));
    ingest(edge.said(10, 1, new ReportBody.Heartbeat()));
    Connectivity before = edge.find().connectivity();

    // When
    store.pass(Duration.ofMinutes(20));
    Connectivity away = edge.find().connectivity();
    ingest(edge.opened(20));

    // Then
    assertThat(before.since()).isEqualTo(first);
    assertThat(away.state()).isEqualTo(Connectivity.State.Offline);
    assertThat(away.since()).isEqualTo(before.lastHeartbeatAt());
    assertThat(edge.find().connectivity().since()).isEqualTo(store.clock().instant());
  }

  @Test
  void aBacklogOfHeartbeatsIsNoSilence() {
    // Given
    Edge edge = Edge.register(store, cluster("backlog"));
    Instant first = store.clock().instant();
    ingest(edge.opened(10));

    // When: half an hour's heartbeats come in one batch
    List<Incoming> backlog = new ArrayList<>();
    for (int minute = 1; minute <= 30; minute++) {
      store.pass(Duration.ofMinutes(1));
      backlog.add(edge.said(10, minute, new ReportBody.Heartbeat()));
    }
    ingest(backlog.toArray(Incoming[]::new));

    // Then
    Connectivity connectivity = edge.find().connectivity();
    assertThat(connectivity.since()).isEqualTo(first);
    assertThat(connectivity.lastHeartbeatAt()).isEqualTo(store.clock().instant());
  }

  @Test
  void aSilenceWithinABacklogCounts() {
    // Given
    Edge edge = Edge.register(store, cluster("gap"));
    Incoming opened = edge.opened(10);
    store.pass(Duration.ofMinutes(20));
    Instant back = store.clock().instant();
    Incoming again = edge.said(10, 1, new ReportBody.Heartbeat());
    store.pass(Duration.ofMinutes(1));
    Incoming last = edge.said(10, 2, new ReportBody.Heartbeat());

    // When
    ingest(last, opened, again);

    // Then
    assertThat(edge.find().connectivity().since()).isEqualTo(back);
  }

  @Test
  void whatIsSaidWaitsForNobodyWhoWritesTheConfiguration() throws Exception {
    // Given
    Edge edge = Edge.register(store, cluster("written"));
    StoredConfiguration written = edge.put(flux("written", "base"), "main");
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "select 1 from configurations where id_key = '" + written.id().key() + "' for update");

      // When
      var said =
          store.start(
              () -> ingestor.ingest(List.of(edge.said(10, 1, status(written, "news", EDGE)))));

      // Then
      assertThat(said.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(message(edge.find(written.id()))).isEqualTo("news");
    }
  }

  @Test
  void whoConfirmsARemovalWaitsForWhoForcesItBeforeAnythingIsSaid() throws Exception {
    // Given: one that is being deleted, of which something is known
    Edge edge = Edge.register(store, cluster("forced"));
    ingest(edge.opened(10));
    StoredConfiguration written = edge.put(flux("forced", "base"), "main");
    ingest(edge.said(10, 1, status(written, "applied", EDGE)));
    delete(written);
    StoredConfiguration deleting = edge.find(written.id());
    long failures = status.failures();
    try (Connection forcing = store.database().connect();
        Statement statement = forcing.createStatement()) {
      forcing.setAutoCommit(false);
      statement.execute(
          "select 1 from configurations where id_key = '" + written.id().key() + "' for update");
      var said =
          store.start(
              () ->
                  ingestor.ingest(
                      List.of(
                          edge.said(10, 2, status(written, "drifted", EDGE)),
                          edge.said(10, 3, new ReportBody.Removed(List.of(version(deleting)))))));
      await().until(() -> store.waitingForLocks() > 0);

      // When
      statement.execute("delete from configuration_status where uid = '" + written.uid() + "'");
      forcing.commit();

      // Then
      assertThat(said.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(status.failures()).isEqualTo(failures);
    }
  }

  @Test
  void writersOfTheSameClustersNeverWaitForEachOtherInACircle() throws Exception {
    // Given
    List<Edge> edges = new ArrayList<>();
    List<StoredConfiguration> configurations = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      Edge edge = Edge.register(store, cluster("circle" + i));
      edges.add(edge);
      configurations.add(edge.put(flux("circle" + i, "base"), "main"));
    }
    Random random = new Random(11);
    long failures = status.failures();

    // When: batches about many of them are taken in side by side, and some are deleted meanwhile
    for (int round = 1; round <= 60; round++) {
      List<CompletableFuture<?>> work = new ArrayList<>();
      List<Incoming> sessions = new ArrayList<>();
      List<Incoming> reports = new ArrayList<>();
      List<Incoming> others = new ArrayList<>();
      for (int i = 0; i < edges.size(); i++) {
        Edge edge = edges.get(i);
        StoredConfiguration of = configurations.get(i);
        sessions.add(random.nextBoolean() ? edge.opened(round) : edge.closed(round));
        reports.add(edge.said(round, 1, new ReportBody.RemovalsHeld(round, round)));
        reports.add(edge.said(round, 2, status(of, "round " + round, EDGE)));
        others.add(edge.said(round, 3, new ReportBody.Removed(List.of(version(of)))));
        others.add(edge.said(round, 4, status(of, "again " + round, EDGE)));
      }
      for (List<Incoming> batch : List.of(sessions, reports, others)) {
        Collections.shuffle(batch, random);
        List<Incoming> part = List.copyOf(batch.subList(0, batch.size() * 3 / 4));
        work.add(store.start(() -> ingestor.ingest(part)));
      }
      boolean force = round > 12;
      StoredConfiguration dropped = configurations.get(23 - round % 12);
      work.add(store.start(() -> store.configurations().delete(dropped.id(), ANYTHING, force)));
      if (round % 3 == 0) {
        Edge doomed = edges.get(round / 3 - 1);
        work.add(store.start(() -> store.clusters().delete(doomed.cluster(), ANYTHING)));
      }
      CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    // Then
    assertThat(status.failures()).isEqualTo(failures);
  }

  @Test
  void whatManyClustersSayAtOnceIsWrittenSideBySideAndAllOfIt() {
    // Given: so much that it is shared out, and something that nobody can read
    List<Edge> edges = new ArrayList<>();
    List<StoredConfiguration> configurations = new ArrayList<>();
    List<Incoming> batch = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      Edge edge = Edge.register(store, cluster("many" + i));
      edges.add(edge);
      configurations.add(edge.put(flux("many" + i, "base"), "main"));
      batch.add(edge.opened(10));
      batch.add(edge.said(10, 1, status(configurations.getLast(), "of " + i, EDGE)));
    }
    batch.add(large(edges.getFirst()));
    batch.add(edges.getLast().poison("{\"cluster\": 7"));
    assertThat(Lanes.OF_FACTS.of(batch)).hasSizeGreaterThan(1);

    // When
    List<DeadLetter> dead = ingest(batch.toArray(Incoming[]::new));

    // Then
    assertThat(dead).hasSize(1);
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      assertThat(edge.find().connectivity().state()).isEqualTo(Connectivity.State.Connected);
      assertThat(message(edge.find(configurations.get(i).id()))).isEqualTo("of " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whoWaitsKeepsNoneOfTheOtherLaneWaiting(int waiting) throws Exception {
    // Given: two that are in different lanes, and one of them is held
    Edge first = Edge.register(store, cluster("lane" + waiting + "-0"));
    Edge second =
        IntStream.iterate(1, number -> number + 1)
            .mapToObj(number -> Edge.register(store, cluster("lane" + waiting + "-" + number)))
            .filter(edge -> Lanes.OF_FACTS.of(List.of(large(first), edge.opened(10))).size() == 2)
            .findFirst()
            .orElseThrow();
    ingest(first.opened(9), second.opened(9));
    store.pass(Duration.ofMinutes(1));
    List<Incoming> batch =
        List.of(first.opened(10), large(first), second.said(10, 1, new ReportBody.Heartbeat()));
    Edge held = List.of(first, second).get(waiting);
    Edge free = List.of(first, second).get(1 - waiting);
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "select 1 from cluster_connectivity where uid = '%s' for update".formatted(held.uid()));

      // When
      var ingested = store.start(() -> ingestor.ingest(batch));

      // Then
      Instant now = store.clock().instant();
      await().until(() -> now.equals(free.find().connectivity().lastHeartbeatAt()));
      assertThat(ingested).isNotDone();
      connection.rollback();
      assertThat(ingested.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(held.find().connectivity().lastHeartbeatAt()).isEqualTo(now);
    }
  }

  /// Something that makes a batch large.
  private static Incoming large(Edge edge) {
    List<ConfigurationVersion> gone =
        IntStream.range(0, 10_000)
            .mapToObj(
                number ->
                    new ConfigurationVersion(
                        flux(edge.cluster().name(), "gone" + number), UUID.randomUUID(), 1))
            .toList();
    return edge.said(10, 2, new ReportBody.InSync(gone));
  }

  @Test
  void poisonGoesToTheDeadLettersAndHoldsNobodyUp() {
    // Given: among good records one that is no JSON, one of another cluster's configuration, one of
    // a time that no database can hold
    Edge edge = Edge.register(store, cluster("poison"));
    Edge other = Edge.register(store, cluster("poison-other"));
    StoredConfiguration written = edge.put(flux("poison", "base"), "main");
    StoredConfiguration foreign = other.put(flux("poison-other", "base"), "main");

    // When
    List<DeadLetter> dead =
        ingest(
            edge.said(10, 1, status(written, "good", EDGE)),
            edge.poison("{\"cluster\": 7"),
            edge.said(10, 3, status(foreign, "forged", EDGE)),
            edge.saidAtNoTime(),
            other.said(10, 1, status(foreign, "good too", EDGE)));

    // Then
    assertThat(dead)
        .extracting(DeadLetter::reason)
        .satisfiesExactlyInAnyOrder(
            reason -> assertThat(reason).startsWith("not readable"),
            reason -> assertThat(reason).contains("another cluster"),
            reason -> assertThat(reason).startsWith("receivedAt is not between"));
    assertThat(message(edge.find(written.id()))).isEqualTo("good");
    assertThat(message(other.find(foreign.id()))).isEqualTo("good too");
  }

  @Test
  void whatNoTextOfTheDatabaseHoldsIsReplacedWhereverAClusterSaysIt() {
    // Given
    Edge edge = Edge.register(store, cluster("nul"));
    StoredConfiguration applied = edge.put(flux("nul", "applied"), "main");
    StoredConfiguration refused = edge.put(flux("nul", "refused"), "main");
    var agent = new AgentDescription("1\u0000", "v\u0000", null, null, null, null);
    var status =
        new ConfigurationStatus(
            version(applied),
            Compliance.NonCompliant,
            "nul \u0000, not \\u0000",
            EDGE,
            null,
            "main\u0000",
            null,
            null,
            Samples.properties("na\u0000me", "va\u0000lue"));

    // When
    List<DeadLetter> dead =
        ingest(
            edge.opened(10, agent),
            edge.said(
                10,
                1,
                new ReportBody.Acknowledged(
                    List.of(), List.of(new Refusal(version(refused), "no\u0000")))),
            edge.said(10, 2, new ReportBody.Statuses(List.of(status))));

    // Then
    assertThat(dead).isEmpty();
    var reported = Objects.requireNonNull(edge.find(applied.id()).progress().reported()).status();
    assertThat(reported.message()).isEqualTo("nul \ufffd, not \\u0000");
    assertThat(reported.sourceSyncedCommitId()).isEqualTo("main\ufffd");
    assertThat(reported.objects()).isEqualTo(Samples.properties("na\ufffdme", "va\ufffdlue"));
    assertThat(Objects.requireNonNull(edge.find(refused.id()).progress().refused()).reason())
        .isEqualTo("no\ufffd");
    assertThat(Objects.requireNonNull(edge.find().connectivity().agent()).agentVersion())
        .isEqualTo("1\ufffd");
  }

  @Test
  void whatWasSaidInAnotherEpochIsLeftOut() {
    // Given
    Edge edge = Edge.register(store, cluster("epochs"));
    StoredConfiguration written = edge.put(flux("epochs", "base"), "main");

    // When
    ingest(
        edge.said(2, 11, 1, new ReportBody.InSync(List.of(version(written)))),
        edge.said(1, 10, 1, status(written, "of this epoch", EDGE)));
    ingest(edge.said(2, 11, 2, status(written, "of another epoch", EDGE)));
    Progress between = edge.find(written.id()).progress();
    ingest(edge.said(1, 10, 1, status(written, "of this epoch", EDGE)));

    // Then
    assertThat(between).isEqualTo(Progress.NONE);
    assertThat(message(edge.find(written.id()))).isEqualTo("of this epoch");
  }

  @Test
  void theSameStatusAgainIsNotWrittenAgain() {
    // Given
    Edge edge = Edge.register(store, cluster("same"));
    StoredConfiguration written = edge.put(flux("same", "base"), "main");
    ingest(edge.said(10, 1, status(written, "fine", EDGE)));
    StoredConfiguration first = edge.find(written.id());

    // When
    store.pass(Duration.ofSeconds(1));
    ingest(edge.said(10, 2, status(written, "fine", EDGE)));

    // Then
    assertThat(edge.find(written.id()).progress()).isEqualTo(first.progress());
  }

  @Test
  void ingestingAgainChangesNothing() {
    // Given
    Edge edge = Edge.register(store, cluster("again"));
    StoredConfiguration written = edge.put(flux("again", "base"), "main");
    Incoming[] batch = {
      edge.opened(10),
      edge.said(10, 1, new ReportBody.InSync(List.of(version(written)))),
      edge.said(10, 2, status(written, "fine", EDGE)),
      edge.closed(10)
    };
    ingest(batch);
    StoredConfiguration before = edge.find(written.id());

    // When
    ingest(batch);

    // Then
    assertThat(edge.find(written.id())).isEqualTo(before);
  }

  private static void beginEpoch(long epoch) throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("update hub set epoch = " + epoch);
    }
  }

  private static List<DeadLetter> ingest(Incoming... records) {
    return store.ask(() -> ingestor.ingest(List.of(records)));
  }

  private static UUID delete(StoredConfiguration stored) {
    DeleteOutcome<StoredConfiguration> outcome =
        store.ask(() -> store.configurations().delete(stored.id(), ANYTHING, false));
    if (outcome
        instanceof DeleteOutcome.Accepted<StoredConfiguration>(var _, UUID operation, long _)) {
      return operation;
    }
    throw new AssertionError("not accepted: " + outcome);
  }

  private static String message(StoredConfiguration stored) {
    return Objects.toString(
        Objects.requireNonNull(stored.progress().reported()).status().message());
  }
}

package io.fairlead.store.publish;

import io.fairlead.contract.event.Publication;
import io.fairlead.contract.topic.Topic;
import io.fairlead.encryption.PropertiesSeal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The time for which one process is the publisher: from taking the lock to its first failure.
///
/// All questions to the database go over the connection that holds the lock, so that a process that
/// lost the lock cannot read. The order is: lock, fence all earlier publishers in Kafka, check,
/// read. So whatever an earlier publisher still has in its hands cannot be written any more once
/// this one reads. Used by one thread.
final class Tenure implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Tenure.class.getName());
  private static final int CHUNK = 1000;

  private final Connection connection;
  private final KafkaOutput output;
  private final Topics topics;
  private final ChangedRows rows;
  private final int batchRows;
  private final PublisherStatus status;
  private final PublisherProbe probe;
  private final InstantSource clock;
  private final PropertiesSeal seal;
  private final Overtaking overtaking = new Overtaking(System::nanoTime);
  private final OldTransaction oldest = new OldTransaction(System::nanoTime);
  private final ClusterPace clusterPace = new ClusterPace(System::nanoTime);
  private final RemovedRows removed = new RemovedRows();

  private final HubRow hub;
  private final String stamped;
  private boolean complete;
  private boolean heldUp;
  private @Nullable String sealedWith;
  private Progress progress;

  /// What the database knows of it. The rest is told with the number of the next publication, which
  /// waits for a commit in any case: a successor that does not know it publishes that once more.
  private Progress remembered;

  private Tenure(
      Connection connection,
      KafkaOutput output,
      Topics topics,
      ChangedRows rows,
      int batchRows,
      PublisherStatus status,
      PublisherProbe probe,
      InstantSource clock,
      PropertiesSeal seal,
      HubRow hub,
      String stamped,
      @Nullable String sealedWith) {
    this.connection = connection;
    this.output = output;
    this.topics = topics;
    this.rows = rows;
    this.batchRows = batchRows;
    this.status = status;
    this.probe = probe;
    this.clock = clock;
    this.seal = seal;
    this.sealedWith = sealedWith;
    this.hub = hub;
    this.stamped = stamped;
    this.complete = hub.complete();
    this.progress = hub.progress();
    this.remembered = progress;
  }

  /// Begins: the lock is held and earlier publishers are fenced already.
  static Tenure begin(
      Connection connection,
      KafkaOutput output,
      Topics topics,
      PublisherSettings settings,
      PublisherStatus status,
      PublisherProbe probe,
      InstantSource clock,
      PropertiesSeal seal)
      throws SQLException, InterruptedException {
    Map<String, String> ids = topics.ensure();
    KeepAlive keepAlive = new KeepAlive(connection, settings.silence());
    try (TopicReader reader = new TopicReader(settings.kafka(), keepAlive)) {
      EpochFacts facts =
          new EpochFacts(
              HubTable.read(connection),
              HubTable.identity(connection),
              ids,
              topics.ends(),
              reader.lastPublication(),
              HubTable.changesFromTheFuture(connection),
              clock.instant());
      EpochDecision decision = EpochDecision.of(facts);
      if (decision instanceof EpochDecision.Begin begin) {
        status.enter(PublisherState.REPUBLISHING);
        HubTable.begin(connection, begin, facts);
        LOGGER.log(
            Level.INFO,
            "event=epoch-begun epoch={0} reason={1}",
            Long.toString(begin.epoch()),
            begin.reason());
      }
      Tenure tenure =
          new Tenure(
              connection,
              output,
              topics,
              new ChangedRows(new RowRecords(clock, seal)),
              settings.batchRows(),
              status,
              probe,
              clock,
              seal,
              HubTable.read(connection),
              HubTable.horizon(connection),
              facts.published().map(Publication::sealedWith).orElse(null));
      status.inEpoch(tenure.hub.epoch());
      if (!tenure.complete) {
        tenure.purge(reader);
      }
      return tenure;
    }
  }

  /// Announces an epoch that is not complete, and removes from Kafka what the database does not
  /// know.
  private void purge(TopicReader reader) throws SQLException, InterruptedException {
    publish(List.of());
    // What depends on something goes before it.
    for (PublishedTable table : PublishedTable.STATES.reversed()) {
      Topic topic = table.topic();
      for (int partition = 0; partition < topic.partitions(); partition++) {
        purge(table, partition, List.copyOf(reader.keys(topic, partition)));
      }
    }
  }

  private void purge(PublishedTable table, int partition, List<String> keys)
      throws SQLException, InterruptedException {
    for (int from = 0; from < keys.size(); from += CHUNK) {
      List<String> chunk = keys.subList(from, Math.min(from + CHUNK, keys.size()));
      List<OutgoingRecord> unknown =
          HubTable.unknown(connection, table, chunk).stream()
              .map(key -> OutgoingRecord.removed(table.topic(), key, key, partition))
              .toList();
      if (!unknown.isEmpty()) {
        publish(unknown);
      }
    }
  }

  boolean isComplete() {
    return complete;
  }

  /// What a round came to.
  ///
  /// @param pending what there was to do: when changes were ready there may be more
  /// @param records how many were published
  /// @param full whether as much was read as may be at a time: more is there, and need not be
  ///     waited for
  /// @param rest for how long configurations do not have their turn, but may overtake
  record Round(ChangedRows.Pending pending, int records, boolean full, Duration rest) {}

  /// Publishes what changed, in one bounded transaction.
  Round publishChanges() throws SQLException, InterruptedException {
    Round round = publishPending();
    if (round.records() == 0) {
      remember();
    }
    return round;
  }

  private Round publishPending() throws SQLException, InterruptedException {
    // Before looking: what had ended by now is seen below.
    boolean passed = complete || ChangedRows.hasPassed(connection, stamped);
    ChangedRows.Pending pending = rows.look(connection, progress.cursors());
    boolean waitsForLong = oldest.isLong(pending);
    List<Batch> early =
        complete && (heldUp || waitsForLong) ? beforeTheirTurn(pending.before()) : List.of();
    if (pending.ready()) {
      return publishInTurn(pending, early);
    }
    heldUp = false;
    overtaking.nextTurn(batchRows);
    if (!pending.heldBack()) {
      overtaking.over();
    }
    if (!complete && passed) {
      complete = true;
      publish(List.of());
      remember();
      HubTable.completed(connection, clock.instant());
      LOGGER.log(Level.INFO, "event=epoch-complete epoch={0}", Long.toString(hub.epoch()));
    }
    return new Round(pending, publishBatches(early), false, Duration.ZERO);
  }

  /// @param early what is published before its turn; was read before, so that what is published
  ///     later was read later
  private Round publishInTurn(ChangedRows.Pending pending, List<Batch> early)
      throws SQLException, InterruptedException {
    boolean resting = !rest().isZero();
    ChangedRows.Pending inTurn = resting ? pending.without(PublishedTable.CONFIGURATIONS) : pending;
    if (!resting) {
      overtaking.nextTurn(batchRows);
    }
    // Of an epoch that begins all waits for all.
    Turn turn = complete ? overtaking : Turn.PLAIN;
    List<Batch> batches =
        rows.read(connection, inTurn, progress.cursors(), batchRows, hub.epoch(), turn);
    int published = publishBatches(Stream.concat(early.stream(), batches.stream()).toList());
    if (!resting) {
      heldUp = isHeldUp(batches);
      clusterPace.count(overtaking.inTurn());
    }
    boolean full = batches.stream().anyMatch(Batch::full);
    return new Round(pending, published, full, rest());
  }

  /// For how long the cluster that holds up others has had enough.
  private Duration rest() {
    return heldUp && overtaking.isCrowdPublished()
        ? clusterPace.rest(overtaking.crowding())
        : Duration.ZERO;
  }

  /// Reads configurations of clusters with few changes before their turn.
  ///
  /// @return at most one batch
  private List<Batch> beforeTheirTurn(String before) throws SQLException {
    Cursors at = progress.cursors();
    Cursor from = at.of(PublishedTable.CONFIGURATIONS);
    List<String> chosen = overtaking.choose(connection, from, before, clusterPace.resting());
    if (chosen.isEmpty()) {
      return List.of();
    }
    Batch batch = rows.readChosen(connection, chosen, at, hub.epoch(), overtaking);
    Map<String, Integer> early = overtaking.early();
    clusterPace.count(early);
    if (early.values().stream().mapToInt(Integer::intValue).sum() < chosen.size()) {
      overtaking.missed();
    }
    return List.of(batch);
  }

  /// Whether some cluster's configurations hold up those of others; not when clusters wait, which
  /// go before what belongs to them.
  private boolean isHeldUp(List<Batch> batches) {
    return complete
        && batches.stream().noneMatch(each -> isFull(each, PublishedTable.CLUSTERS))
        && batches.stream().anyMatch(each -> isFull(each, PublishedTable.CONFIGURATIONS))
        && overtaking.isCrowded();
  }

  private static boolean isFull(Batch batch, PublishedTable table) {
    return batch.table() == table && batch.full();
  }

  /// @return how many records that were
  private int publishBatches(List<Batch> batches) throws SQLException, InterruptedException {
    List<OutgoingRecord> records =
        batches.stream().flatMap(batch -> batch.records().stream()).toList();
    if (records.isEmpty() && batches.stream().allMatch(this::isAt)) {
      return 0;
    }
    if (!records.isEmpty()) {
      publish(records);
    }
    for (Batch batch : batches) {
      progress = progress.upTo(batch.table(), batch.next());
    }
    if (batches.stream().anyMatch(Batch::removals)) {
      removed.more();
    }
    return records.size();
  }

  private boolean isAt(Batch batch) {
    return batch.next().equals(progress.cursors().of(batch.table()));
  }

  private void publish(List<OutgoingRecord> records) throws SQLException, InterruptedException {
    progress = progress.begun();
    remember();
    probe.beforeSending(records.size());
    String key = primary();
    Publication publication =
        new Publication(hub.epoch(), progress.number(), complete, clock.instant(), key);
    Written written = output.write(publication, records);
    status.committed(records.size());
    if (written.begin().isBehind(progress.ends())) {
      throw lost();
    }
    progress = progress.written(written.end());
    sealedWith = key;
  }

  /// Has the database know how far the publication is, however the tenure ends: who fails again and
  /// again is not to publish the same again and again.
  @Override
  public void close() throws SQLException {
    remember();
  }

  private void remember() throws SQLException {
    if (!progress.equals(remembered)) {
      HubTable.remember(connection, progress);
      remembered = progress;
    }
  }

  /// Notes it: once more is written, the ends of partitions do not show it any longer.
  private TopicsChangedException lost() throws SQLException {
    HubTable.kafkaLost(connection);
    return new TopicsChangedException();
  }

  /// Says which key seals now, where the last publication named another one or none: who starts
  /// with a keyset that lacks it is to notice at once, even while nothing changes.
  void announceKey() throws SQLException, InterruptedException {
    if (complete && !primary().equals(sealedWith)) {
      publish(List.of());
      remember();
    }
  }

  private String primary() {
    return seal.keyring().keyset().primary().toString();
  }

  /// Deletes rows whose removal is published, and known to be.
  void deleteRemoved() throws SQLException {
    remember();
    removed.run(connection, progress.cursors());
  }

  void measure() throws SQLException {
    status.waiting(Backlog.measure(connection, progress.cursors()));
  }

  /// Ends the tenure when the topics are no longer those it publishes to, or no longer hold what
  /// was written to them.
  void checkTopics() throws SQLException, InterruptedException {
    // What is lost is noticed by what is remembered.
    remember();
    Map<String, String> ids = topics.ids();
    if (!ids.equals(hub.topicIds())) {
      throw new TopicsChangedException();
    }
    EndOffsets now = topics.ends();
    if (now.isBehind(progress.ends())) {
      throw lost();
    }
    progress = progress.reaching(now);
    remember();
  }

  Connection connection() {
    return connection;
  }
}

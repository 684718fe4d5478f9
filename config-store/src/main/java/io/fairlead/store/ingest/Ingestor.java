package io.fairlead.store.ingest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Takes what clusters say into the database. Ingesting a record again changes nothing.
/// Thread-safe.
///
/// What cannot be read, and what the database can never take, comes back as dead letters and holds
/// nobody up. While the database cannot be asked, a batch waits, asking again after bounded pauses.
public final class Ingestor {
  private static final Logger LOGGER = System.getLogger(Ingestor.class.getName());
  private static final Duration PAUSE_MIN = Duration.ofMillis(100);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
  private static final double JITTER = 0.3;

  private final FactsTable table;
  private final IngestStatus status;
  private final Runnable afterChange;

  /// What it needs.
  ///
  /// @param offlineAfter when a cluster counts as offline
  /// @param afterChange called after each transaction that changed what is to be published; must
  ///     return at once
  public Ingestor(
      Pool pool,
      Duration offlineAfter,
      InstantSource clock,
      IngestStatus status,
      Runnable afterChange) {
    this.table = new FactsTable(pool, offlineAfter, clock);
    this.status = status;
    this.afterChange = afterChange;
  }

  /// Ingests a batch. Done when it is durable.
  ///
  /// @return what is to go to the dead letters before the batch is acknowledged
  public Uni<List<DeadLetter>> ingest(List<Incoming> batch) {
    List<DeadLetter> dead = new ArrayList<>();
    List<Incoming> readable = new ArrayList<>();
    Facts facts = new Facts();
    for (Incoming incoming : batch) {
      switch (Decoded.of(incoming)) {
        case Decoded.OfSession(var event, long offset) -> {
          facts.add(event, offset);
          readable.add(incoming);
        }
        case Decoded.Said(var report) -> {
          facts.add(report);
          readable.add(incoming);
        }
        case Decoded.Nothing() -> {}
        case Decoded.Unreadable(String reason) -> dead.add(new DeadLetter(incoming, reason));
      }
    }
    return write(facts)
        .replaceWith(List.<DeadLetter>of())
        .onFailure(Ingestor::isPermanent)
        .recoverWithUni(failure -> oneByOne(readable, failure))
        .map(
            unhandled -> {
              dead.addAll(unhandled);
              dead.forEach(Ingestor::log);
              status.ingested(batch.size() - dead.size(), dead.size());
              return List.copyOf(dead);
            });
  }

  /// Finds those among the records of a batch that the database cannot take.
  private Uni<List<DeadLetter>> oneByOne(List<Incoming> records, Throwable failure) {
    if (records.size() == 1) {
      return Uni.createFrom().item(List.of(new DeadLetter(records.getFirst(), reason(failure))));
    }
    return Multi.createFrom()
        .iterable(records)
        .onItem()
        .transformToUniAndConcatenate(record -> ingestAlone(record))
        .collect()
        .in(ArrayList<DeadLetter>::new, List::addAll)
        .map(List::copyOf);
  }

  private static String reason(Throwable failure) {
    return failure instanceof PgException refused
        ? "the database refuses it: SQL state " + refused.getSqlState()
        : String.valueOf(failure.getMessage());
  }

  private Uni<List<DeadLetter>> ingestAlone(Incoming record) {
    Facts facts = new Facts();
    switch (Decoded.of(record)) {
      case Decoded.OfSession(var event, long offset) -> facts.add(event, offset);
      case Decoded.Said(var report) -> facts.add(report);
      case Decoded.Nothing(), Decoded.Unreadable(String _) -> {}
    }
    return write(facts)
        .replaceWith(List.<DeadLetter>of())
        .onFailure(Ingestor::isPermanent)
        .recoverWithUni(failure -> oneByOne(List.of(record), failure));
  }

  private Uni<Void> write(Facts facts) {
    return Uni.createFrom()
        .deferred(() -> table.write(facts))
        .invoke(status::recovered)
        .onFailure(failure -> !isPermanent(failure))
        .invoke(this::failed)
        .onFailure(failure -> !isPermanent(failure))
        .retry()
        .withBackOff(PAUSE_MIN, PAUSE_MAX)
        .withJitter(JITTER)
        .indefinitely()
        .invoke(
            removed -> {
              if (removed) {
                afterChange.run();
              }
            })
        .replaceWithVoid();
  }

  /// Whether the data itself is at fault: what cannot even be sent, or by the class of the SQL
  /// state.
  private static boolean isPermanent(Throwable failure) {
    if (failure instanceof UnwritableFactException) {
      return true;
    }
    if (!(failure instanceof PgException refused) || refused.getSqlState() == null) {
      return false;
    }
    String state = refused.getSqlState();
    return state.startsWith("21")
        || state.startsWith("22")
        || state.startsWith("23")
        || state.startsWith("54");
  }

  private void failed(Throwable failure) {
    status.failed();
    LOGGER.log(
        Level.WARNING,
        "event=ingestion-waits error={0} message=\"{1}\"",
        failure.getClass().getSimpleName(),
        failure.getMessage());
  }

  private static void log(DeadLetter letter) {
    LOGGER.log(
        Level.WARNING,
        "event=dead-letter record={0} reason=\"{1}\"",
        letter.record().place(),
        letter.reason());
  }
}

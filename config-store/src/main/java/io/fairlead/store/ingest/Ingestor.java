package io.fairlead.store.ingest;

import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.encryption.NotOpenedException;
import io.fairlead.store.postgres.StoreSettings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Takes the records of a channel into the database. Ingesting a record again changes nothing.
/// Thread-safe.
///
/// What cannot be read, and what the database can never take, comes back as dead letters and holds
/// nobody up. While the database cannot be asked, a batch waits, asking again after bounded pauses.
public final class Ingestor {
  private static final Logger LOGGER = System.getLogger(Ingestor.class.getName());
  private static final Duration PAUSE_MIN = Duration.ofMillis(100);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
  private static final double JITTER = 0.3;

  private final Intake intake;
  private final IngestStatus status;
  private final Runnable afterChange;
  private final Lanes lanes;

  private Ingestor(Intake intake, IngestStatus status, Runnable afterChange, Lanes lanes) {
    this.intake = intake;
    this.status = status;
    this.afterChange = afterChange;
    this.lanes = lanes;
  }

  /// Takes what clusters say: sessions and reports.
  ///
  /// @param offlineAfter when a cluster counts as offline
  /// @param afterChange called after each transaction that changed what is to be published; must
  ///     return at once
  public static Ingestor ofFacts(
      Pool pool,
      Duration offlineAfter,
      InstantSource clock,
      IngestStatus status,
      Runnable afterChange) {
    return new Ingestor(
        new FactsIntake(new FactsTable(pool, offlineAfter, clock)),
        status,
        afterChange,
        Lanes.OF_FACTS);
  }

  /// Takes the verdicts of the policy engine.
  public static Ingestor ofVerdicts(Pool pool, IngestStatus status) {
    return new Ingestor(new VerdictsIntake(new VerdictTable(pool)), status, () -> {}, Lanes.ONE);
  }

  /// Takes what policies want done to configurations.
  ///
  /// @param afterChange as of [#ofFacts]
  public static Ingestor ofDeployments(
      Pool pool,
      DeploymentSupport support,
      StoreSettings settings,
      InstantSource clock,
      IngestStatus status,
      Runnable afterChange) {
    return new Ingestor(
        new DeploymentsIntake(
            new DeploymentPlanner(support),
            support.withdrawals(),
            new DeploymentTable(pool, support, settings, clock),
            support.seal()),
        status,
        afterChange,
        Lanes.ONE);
  }

  /// Ingests a batch. Done when it is durable.
  ///
  /// @return what is to go to the dead letters before the batch is acknowledged
  public Uni<List<DeadLetter>> ingest(List<Incoming> batch) {
    return Uni.join()
        .all(lanes.of(batch).stream().map(this::ingestLane).toList())
        .andFailFast()
        .map(dead -> dead.stream().flatMap(List::stream).toList());
  }

  private Uni<List<DeadLetter>> ingestLane(List<Incoming> batch) {
    return Uni.createFrom()
        .item(() -> intake.read(batch))
        .runSubscriptionOn(Infrastructure.getDefaultExecutor())
        .chain(
            reading ->
                write(reading)
                    .replaceWith(List.<DeadLetter>of())
                    .onFailure(Ingestor::isPermanent)
                    .recoverWithUni(failure -> oneByOne(reading.readable(), failure))
                    .map(
                        unhandled ->
                            Stream.concat(reading.dead().stream(), unhandled.stream()).toList()))
        .invoke(
            dead -> {
              dead.forEach(Ingestor::log);
              status.ingested(batch.size() - dead.size(), dead.size());
            });
  }

  /// Finds those among the records of a batch that the database cannot take.
  private Uni<List<DeadLetter>> oneByOne(List<Incoming> records, Throwable failure) {
    if (records.size() == 1) {
      return Uni.createFrom().item(List.of(records.getFirst().dead(reason(failure))));
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
    return Uni.createFrom()
        .item(() -> intake.read(List.of(record)))
        .runSubscriptionOn(Infrastructure.getDefaultExecutor())
        .chain(this::write)
        .replaceWith(List.<DeadLetter>of())
        .onFailure(Ingestor::isPermanent)
        .recoverWithUni(failure -> oneByOne(List.of(record), failure));
  }

  private Uni<Void> write(Intake.Reading reading) {
    return Uni.createFrom()
        .deferred(() -> reading.write().get())
        .invoke(status::recovered)
        .onFailure(failure -> !isPermanent(failure))
        .invoke(this::failed)
        .onFailure(failure -> !isPermanent(failure))
        .retry()
        .withBackOff(PAUSE_MIN, PAUSE_MAX)
        .withJitter(JITTER)
        .indefinitely()
        .invoke(
            changed -> {
              if (changed) {
                afterChange.run();
              }
            })
        .replaceWithVoid();
  }

  /// Whether the data itself is at fault: what cannot even be sent, or by the class of the SQL
  /// state.
  private static boolean isPermanent(Throwable failure) {
    if (failure instanceof UnwritableFactException || failure instanceof NotOpenedException) {
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
        "event=dead-letter record={0}/{1}/{2} reason=\"{3}\"",
        letter.origin().topic(),
        letter.origin().partition(),
        Long.toString(letter.origin().offset()),
        letter.reason());
  }
}

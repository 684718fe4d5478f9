package io.fairlead.store.publish;

import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.pace.Pace;
import io.fairlead.store.postgres.StoreSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Publishes desired state to Kafka. Of all processes over a database, the one that holds an
/// advisory lock does so; the others stand by.
///
/// The server ends the session of a publisher that is silent for too long, and with it the lock:
/// one that is frozen, or on a host that went away, is replaced.
///
/// Works on its own thread from [#start()] to [#close()]; every failure ends the [Tenure] and
/// begins anew after a bounded wait. Thread-safe.
public final class Publisher implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Publisher.class.getName());

  /// "fairlead".
  private static final long LOCK = 0x66616972_6c656164L;

  private static final Duration NETWORK_LIMIT = Duration.ofSeconds(60);

  /// How soon to look again when changes only wait for an older transaction to end: twice as long
  /// each time, since one that takes long will take longer.
  private static final Duration HELD_BACK_MIN = Duration.ofMillis(5);

  private static final Duration HELD_BACK_MAX = Duration.ofMillis(20);

  private static final Duration STANDBY_POLL = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  /// The network timeout of JDBC wants an executor for its abort.
  private static final Executor DIRECT = Runnable::run;

  private final ConnectionSource connections;
  private final PublisherSettings settings;
  private final Housekeeping housekeeping;
  private final Resealing resealing;
  private final TableGrowth growth = new TableGrowth();
  private final PropertiesSeal seal;
  private final WakeUp wakeUp;
  private final PublisherStatus status;
  private final PublisherProbe probe;
  private final InstantSource clock;
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);

  public Publisher(
      ConnectionSource connections,
      PublisherSettings settings,
      StoreSettings storeSettings,
      WakeUp wakeUp,
      PublisherStatus status,
      InstantSource clock,
      PropertiesSeal seal) {
    this(connections, settings, storeSettings, wakeUp, status, clock, seal, PublisherProbe.NONE);
  }

  Publisher(
      ConnectionSource connections,
      PublisherSettings settings,
      StoreSettings storeSettings,
      WakeUp wakeUp,
      PublisherStatus status,
      InstantSource clock,
      PropertiesSeal seal,
      PublisherProbe probe) {
    this.connections = connections;
    this.settings = settings;
    this.housekeeping = new Housekeeping(storeSettings, clock);
    this.seal = seal;
    this.resealing = new Resealing(seal, settings.batchRows());
    this.wakeUp = wakeUp;
    this.status = status;
    this.clock = clock;
    this.probe = probe;
    this.thread = Thread.ofPlatform().name("fairlead-publisher").daemon().unstarted(this::run);
  }

  /// Returns at once.
  public void start() {
    status.enter(PublisherState.STARTING);
    thread.start();
  }

  /// Stops after at most the transaction that is being published; another process takes over.
  @Override
  public void close() {
    stop.countDown();
    wakeUp.signal();
    try {
      if (!thread.join(STOP_LIMIT)) {
        thread.interrupt();
        thread.join(STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration wait = settings.backOffMin();
    try {
      while (!isStopping()) {
        Ending ending = attempt();
        status.enter(ending.failure() == null ? PublisherState.STARTING : PublisherState.FAILED);
        wait = ending.worked() ? settings.backOffMin() : doubled(wait, settings.backOffMax());
        var _ = stop.await(jittered(wait).toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      status.enter(PublisherState.STOPPED);
    }
  }

  /// How an attempt to publish ended.
  ///
  /// @param worked whether it got as far as publishing
  private record Ending(boolean worked, @Nullable Exception failure) {}

  private Ending attempt() throws InterruptedException {
    boolean[] worked = {false};
    try (Connection connection = connections.open()) {
      connection.setClientInfo("ApplicationName", "fairlead-publisher");
      connection.setNetworkTimeout(DIRECT, Math.toIntExact(NETWORK_LIMIT.toMillis()));
      SilenceLimits.impose(connection, settings.silence());
      awaitLock(connection);
      if (!isStopping()) {
        housekeeping.purge(connection);
        publish(connection, worked);
      }
      return new Ending(worked[0], null);
    } catch (SQLException e) {
      // Another process may publish all the while: what waits is not known here any more.
      status.unmeasured();
      return failed(worked[0], e);
    } catch (KafkaException | TopicsChangedException e) {
      return failed(worked[0], e);
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "event=publication-failed", e);
      return new Ending(worked[0], e);
    }
  }

  private Ending failed(boolean worked, Exception failure) {
    if (!isStopping()) {
      LOGGER.log(
          Level.WARNING,
          "event=publication-failed error={0} message=\"{1}\"",
          failure.getClass().getSimpleName(),
          failure.getMessage());
    }
    return new Ending(worked, failure);
  }

  private boolean isStopping() {
    return stop.getCount() == 0;
  }

  private void awaitLock(Connection connection) throws SQLException, InterruptedException {
    while (!isStopping() && !tryLock(connection)) {
      if (status.state() != PublisherState.STANDBY) {
        LOGGER.log(Level.INFO, "event=publisher-standby");
        status.enter(PublisherState.STANDBY);
      }
      measure(connection);
      wakeUp.await(STANDBY_POLL);
    }
    status.enter(PublisherState.STARTING);
  }

  private static boolean tryLock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private void publish(Connection connection, boolean[] worked)
      throws SQLException, InterruptedException {
    measure(connection);
    try (Topics topics = new Topics(settings);
        KafkaOutput output = new KafkaOutput(settings.kafka(), clock)) {
      output.begin();
      try (Tenure tenure =
          Tenure.begin(connection, output, topics, settings, status, probe, clock, seal)) {
        status.enter(tenure.isComplete() ? PublisherState.PUBLISHING : PublisherState.REPUBLISHING);
        LOGGER.log(Level.INFO, "event=publisher-started epoch={0}", Long.toString(status.epoch()));
        publish(tenure, worked);
      }
    }
  }

  /// Measures by what the database remembers, whoever publishes.
  private void measure(Connection connection) throws SQLException {
    Cursors cursors = HubTable.read(connection).progress().cursors();
    status.waiting(Backlog.measure(connection, cursors));
  }

  private void publish(Tenure tenure, boolean[] worked) throws SQLException, InterruptedException {
    Pace pace = new Pace(Pace.Limits.PUBLICATION, System::nanoTime);
    Chores chores = new Chores(settings, housekeeping, resealing, growth, status);
    Duration heldBack = HELD_BACK_MIN;
    while (!isStopping()) {
      Tenure.Round round = tenure.publishChanges();
      if (tenure.isComplete()) {
        status.enter(PublisherState.PUBLISHING);
        worked[0] = true;
      }
      tenure.announceKey();
      boolean busy = chores.run(tenure);
      if (!round.rest().isZero()) {
        var _ = stop.await(pace.after(round.records()).toNanos(), TimeUnit.NANOSECONDS);
        wakeUp.await(shorter(round.rest(), HELD_BACK_MAX));
      } else if (round.pending().ready() || round.records() > 0) {
        Duration wait = round.full() ? Duration.ZERO : pace.after(round.records());
        var _ = stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
      } else if (!busy) {
        wakeUp.await(round.pending().heldBack() ? heldBack : settings.poll());
      }
      boolean waits = !round.pending().ready() && round.pending().heldBack();
      heldBack = waits ? doubled(heldBack, HELD_BACK_MAX) : HELD_BACK_MIN;
    }
  }

  private static Duration doubled(Duration wait, Duration most) {
    return shorter(wait.multipliedBy(2), most);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration jittered(Duration wait) {
    long nanos = wait.toNanos();
    return Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
  }
}

package io.fairlead.gateway.server;

import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.gateway.admission.AdmissionQueue;
import io.fairlead.gateway.admission.ReplayGuard;
import io.fairlead.gateway.admission.TokenCheck;
import io.fairlead.gateway.admission.Turnstile;
import io.fairlead.gateway.kafka.HubWriter;
import io.fairlead.gateway.live.SessionRegistry;
import io.fairlead.gateway.metrics.GatewayMetrics;
import io.fairlead.gateway.sealed.SealedDesiredState;
import io.fairlead.gateway.table.ServingListener;
import io.fairlead.gateway.table.TableKeeper;
import io.fairlead.gateway.table.TableReader;
import io.fairlead.streams.DeadLetterSink;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A gateway: everything but the HTTP server in front. Thread-safe.
public final class Gateway implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Gateway.class);
  private static final int READS_PER_SESSION = 3;
  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

  /// Long: an event loop that is only slow is no reason to end all sessions.
  private static final Duration EVENT_LOOP_LIMIT = Duration.ofSeconds(10);

  private final GatewaySettings settings;
  private final Vertx vertx;
  private final Serving serving = new Serving();
  private final SessionRegistry registry = new SessionRegistry();
  private final TableReader reader;
  private final SealedDesiredState desired;
  private final AdmissionQueue admissions;
  private final HubWriter writer;
  private final TableKeeper keeper;
  private final SessionEndpoint endpoint;

  /// @param seal opens properties for agents
  public Gateway(
      GatewaySettings settings,
      Vertx vertx,
      MeterRegistry meters,
      InstantSource clock,
      PropertiesSeal seal) {
    this.settings = settings;
    this.vertx = vertx;
    this.writer =
        HubWriter.to(settings.kafka(), settings.id(), settings.sessions().gathering(), clock);
    var metrics =
        new GatewayMetrics(
            meters, clock, registry::oldestChange, serving::epoch, writer::unconfirmed);
    // A session waits for a snapshot, for changes, and at its opening for its cluster's row.
    this.reader = new TableReader(READS_PER_SESSION * settings.maxSessions(), seal);
    DeadLetterSink letters =
        letter -> {
          metrics.poison(letter.origin().topic());
          writer.deadLetters().accept(letter);
        };
    this.desired = new SealedDesiredState(reader, settings.kafka()::consumer, letters, clock);
    this.admissions = new AdmissionQueue(settings.burst());
    this.keeper =
        new TableKeeper(
            settings.table(),
            settings.kafka(),
            new TableKeeper.Wiring(
                reader,
                registry,
                new ServingListener() {
                  @Override
                  public void serving(long epoch) {
                    serving.epoch(epoch);
                  }

                  @Override
                  public void notServing(CloseCause cause) {
                    serving.epoch(0);
                    registry.closeAll(() -> comeBack(cause));
                  }
                },
                registry,
                letters,
                metrics.restoreProgress(),
                metrics,
                seal.keyring()),
            clock);
    this.endpoint =
        new SessionEndpoint(
            new SessionEndpoint.Parts(
                settings.id(),
                settings.sessions(),
                settings.maxSessions(),
                vertx,
                reader,
                desired,
                registry,
                writer,
                admissions,
                new TokenCheck(clock),
                ReplayGuard.forRate(settings.perSecond(), settings.burst(), clock),
                new Turnstile(settings.perSecond(), settings.burst(), clock),
                serving,
                this::comeBack,
                metrics,
                clock));
  }

  /// Begins. Agents are told to come back later until the table is complete.
  ///
  /// @param onFault called once, on an event loop, when a thread has died that the gateway cannot
  ///     do without and cannot replace: it is then neither ready nor alive, for good
  public void start(Runnable onFault) {
    LOGGER.info("gateway starts id={} maxSessions={}", settings.id(), settings.maxSessions());
    writer.start();
    desired.start();
    keeper.start();
    vertx.setPeriodic(WATCH_INTERVAL.toMillis(), timer -> watch(timer, onFault));
  }

  private void watch(long timer, Runnable onFault) {
    if (serving.isDraining()) {
      vertx.cancelTimer(timer);
    } else if (!threadsLive()) {
      vertx.cancelTimer(timer);
      LOGGER.error(
          "thread died keeper={} writer={} sealed={}",
          keeper.isAlive(),
          writer.isAlive(),
          desired.isAlive());
      onFault.run();
    }
  }

  private boolean threadsLive() {
    return keeper.isAlive() && writer.isAlive() && desired.isAlive();
  }

  /// Where requests go.
  public SessionEndpoint endpoint() {
    return endpoint;
  }

  /// Whether agents are served: the table is complete and what they say can be written. Kafka being
  /// away changes nothing: sessions go on for as long as its patience lasts.
  public boolean isReady() {
    return serving.epoch() > 0 && !serving.isDraining() && threadsLive() && keeper.isFollowing();
  }

  /// Whether all of it still works. Blocks for a short time.
  public boolean isAlive() {
    var turned = new CompletableFuture<Boolean>();
    vertx.runOnContext(_ -> turned.complete(true));
    try {
      return turned.get(EVENT_LOOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS) && threadsLive();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException _) {
      return false;
    }
  }

  /// Sessions of this gateway.
  public int sessions() {
    return registry.size();
  }

  private CloseReason comeBack(CloseCause cause) {
    long spread = Math.max(1, settings.drainSpread().toMillis());
    return new CloseReason(cause, ThreadLocalRandom.current().nextLong(spread), null);
  }

  /// Takes nobody in any more, sends all agents elsewhere, writes what is still to be written, and
  /// closes the table. For a bounded time.
  public void drain() {
    LOGGER.info("gateway drains sessions={}", registry.size());
    serving.drain();
    Duration step = settings.drainLimit().dividedBy(2);
    registry.closeAll(() -> comeBack(CloseCause.Draining));
    if (!registry.awaitEmpty(step)) {
      LOGGER.warn("drain timed out sessions={}", registry.size());
    }
    writer.drain(step);
    close();
  }

  /// Stops at once. Without effect when it has stopped.
  @Override
  public void close() {
    serving.drain();
    keeper.close();
    admissions.close();
    desired.close();
    reader.close();
    writer.close();
  }
}

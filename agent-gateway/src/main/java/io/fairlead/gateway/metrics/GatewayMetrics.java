package io.fairlead.gateway.metrics;

import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.Frame;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.topic.Topic;
import io.fairlead.gateway.admission.Attempt;
import io.fairlead.gateway.session.SessionObserver;
import io.fairlead.gateway.session.SessionState;
import io.fairlead.gateway.table.BarrierObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.jspecify.annotations.Nullable;

/// All metrics of the gateway. Every label has a closed set of values, and every meter is there
/// from the start. Thread-safe.
public final class GatewayMetrics implements SessionObserver, BarrierObserver {
  private record FrameCounters(Counter frames, Counter bytes) {}

  private final Map<SessionState.Phase, AtomicInteger> sessions =
      new EnumMap<>(SessionState.Phase.class);
  private final Map<Attempt, Counter> attempts = new EnumMap<>(Attempt.class);
  private final Map<CloseCause, Counter> closes = new EnumMap<>(CloseCause.class);
  private final Map<String, Counter> poison = new HashMap<>();
  private final Map<Class<?>, FrameCounters> frames = new HashMap<>();
  private final RestoreProgress restore = new RestoreProgress();
  private final AtomicInteger barrierWaiters = new AtomicInteger();
  private final Timer barrierWaits;
  private final Counter barrierFailures;

  /// @param oldestChange since when the oldest unacknowledged change waits
  /// @param epoch the epoch served, 0 for none
  /// @param unconfirmed records that Kafka has not confirmed
  public GatewayMetrics(
      MeterRegistry meters,
      InstantSource clock,
      Supplier<Optional<Instant>> oldestChange,
      LongSupplier epoch,
      LongSupplier unconfirmed) {
    for (SessionState.Phase phase : SessionState.Phase.values()) {
      if (phase != SessionState.Phase.Closing) {
        var count = new AtomicInteger();
        sessions.put(phase, count);
        Gauge.builder("fairlead.gateway.sessions", count, AtomicInteger::get)
            .description("Sessions by state")
            .tag("state", phase.name())
            .register(meters);
      }
    }
    for (Attempt attempt : Attempt.values()) {
      attempts.put(attempt, meters.counter("fairlead.gateway.attempts", "outcome", attempt.name()));
    }
    for (CloseCause cause : CloseCause.values()) {
      closes.put(cause, meters.counter("fairlead.gateway.closes", "cause", cause.name()));
    }
    for (Topic topic : Topic.values()) {
      String name = topic.topicName();
      poison.put(name, meters.counter("fairlead.gateway.poison.records", "topic", name));
    }
    countFrames(meters, AgentFrame.class, "received");
    countFrames(meters, GatewayFrame.class, "sent");
    gauge(
        meters,
        "fairlead.gateway.oldest.unacknowledged.change.seconds",
        "Age of the oldest change that an agent connected here has not acknowledged",
        () ->
            oldestChange
                    .get()
                    .map(since -> Duration.between(since, clock.instant()).toMillis())
                    .orElse(0L)
                / 1000.0);
    gauge(meters, "fairlead.gateway.epoch", "The epoch served; 0 while none is", epoch::getAsLong);
    gauge(
        meters,
        "fairlead.gateway.unconfirmed.records",
        "Records that Kafka has not confirmed",
        unconfirmed::getAsLong);
    gauge(
        meters,
        "fairlead.gateway.table.restore.remaining.records",
        "Offsets the table is behind while it is restored",
        restore::remaining);
    gauge(meters, "fairlead.gateway.table.restored.records", "Records restored", restore::restored);
    gauge(
        meters,
        "fairlead.gateway.table.barrier.waiters",
        "Sessions that wait for the table to be up to date",
        barrierWaiters::get);
    barrierWaits =
        Timer.builder("fairlead.gateway.table.barrier.waits")
            .description("How long sessions waited for the table to be up to date")
            .register(meters);
    barrierFailures =
        Counter.builder("fairlead.gateway.table.barrier.failures")
            .description("Sessions that ended because the table was not up to date in time")
            .register(meters);
  }

  private static void gauge(
      MeterRegistry meters, String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).strongReference(true).register(meters);
  }

  private void countFrames(MeterRegistry meters, Class<? extends Frame> kind, String direction) {
    for (Class<?> frame : kind.getPermittedSubclasses()) {
      String name = frame.getSimpleName().toLowerCase(Locale.ROOT);
      frames.put(
          frame,
          new FrameCounters(
              meters.counter("fairlead.gateway.frames", "direction", direction, "type", name),
              meters.counter(
                  "fairlead.gateway.frame.bytes", "direction", direction, "type", name)));
    }
  }

  /// An attempt to connect ended.
  public void attempt(Attempt outcome) {
    increment(attempts.get(outcome));
  }

  /// A session is there, awaiting its hello.
  public void opened() {
    add(SessionState.Phase.AwaitingHello, 1);
  }

  @Override
  public void moved(SessionState.Phase from, SessionState.Phase to) {
    add(from, -1);
    add(to, 1);
  }

  private void add(SessionState.Phase phase, int change) {
    AtomicInteger count = sessions.get(phase);
    if (count != null) {
      count.addAndGet(change);
    }
  }

  @Override
  public void closed(CloseCause cause) {
    increment(closes.get(cause));
  }

  @Override
  public void sent(Class<? extends Frame> frame, int bytes) {
    count(frame, bytes);
  }

  @Override
  public void received(Class<? extends Frame> frame, int bytes) {
    count(frame, bytes);
  }

  private void count(Class<? extends Frame> frame, int bytes) {
    FrameCounters counters = frames.get(frame);
    if (counters != null) {
      counters.frames().increment();
      counters.bytes().increment(bytes);
    }
  }

  @Override
  public void waiting() {
    barrierWaiters.incrementAndGet();
  }

  @Override
  public void passed(Duration waited) {
    barrierWaiters.decrementAndGet();
    barrierWaits.record(waited);
  }

  @Override
  public void failed() {
    barrierWaiters.decrementAndGet();
    barrierFailures.increment();
  }

  private static void increment(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }

  /// A record could not be read.
  ///
  /// @param topic one of Fairlead's topics
  public void poison(String topic) {
    increment(poison.get(topic));
  }

  /// Follows the table's restoring.
  public StateRestoreListener restoreProgress() {
    return restore;
  }
}

package io.fairlead.engine.topology;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.engine.decision.Connected;
import io.fairlead.engine.decision.HeadStart;
import io.fairlead.engine.decision.KeyRange;
import io.fairlead.engine.decision.Policies;
import io.fairlead.engine.decision.Reminders;
import io.fairlead.engine.decision.Sweep;
import io.fairlead.engine.decision.SweepCursor;
import io.fairlead.policy.evaluation.PolicySet;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/// Evaluates the clusters of a task: one soon after something of it changed that matters to what is
/// assigned or was written by a policy, those within a scope when policies changed there or an
/// exemption expired, and all when the task has just begun.
///
/// Changes gather until the next tick, so that a burst of them costs one evaluation. Scopes are
/// gone through in slices, between which records are read, and the clusters whose agents are there
/// before the others.
final class ClusterProcessor implements Processor<String, Change, ClusterKey, byte[]> {
  /// How it works.
  ///
  /// @param tick how often it looks for what is to be done
  /// @param slice how long it may work on all clusters at a time, and as long on those that changed
  /// @param mostDirty so many clusters that changed are not gathered any longer
  /// @param gathering how long what clusters say, and what was written as asked for, gathers until
  /// they are evaluated
  /// @param rest how long it may work on those at a time: what they say is worth less than that
  /// others get what they lack
  /// @param wake as long as a sweep goes on, and for this time after one that asked for something,
  /// it works on one of those at a time: what was asked for is stored and delivered meanwhile
  /// @param patience when some of those have waited for this time, they have their turn all the
  /// same
  record Pace(
      Duration tick,
      Duration slice,
      int mostDirty,
      Duration gathering,
      Duration rest,
      Duration wake,
      Duration patience) {
    static final Pace STANDARD =
        new Pace(
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            500,
            Duration.ofSeconds(2),
            Duration.ofMillis(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60));
  }

  private final EngineTopology.Parts parts;
  private final Pace pace;
  private final Set<String> dirty = new LinkedHashSet<>();
  private final Set<String> unhurried = new LinkedHashSet<>();
  private Sweep sweep = new Sweep();
  private Reminders reminders = new Reminders();
  private Reminders leftAlone = new Reminders();
  private Round round = new Round();
  private HeadStart headStart = new HeadStart();
  private Connected connected = new Connected();
  private Instant calmFrom = Instant.EPOCH;
  private Instant unhurriedSince = Instant.EPOCH;
  private @Nullable Cancellable ticking;
  private TaskBoard.@Nullable Seat seat;
  private @Nullable ProcessorContext<ClusterKey, byte[]> context;
  private @Nullable ClusterShelf shelf;
  private @Nullable ClusterEvaluation evaluation;

  /// What a sweep has done since it began.
  private static final class Round {
    private final long began = System.nanoTime();
    private boolean begunAnew;
    private boolean met;
    private boolean asked;
  }

  ClusterProcessor(EngineTopology.Parts parts, Pace pace) {
    this.parts = parts;
    this.pace = pace;
  }

  @Override
  public void init(ProcessorContext<ClusterKey, byte[]> processorContext) {
    context = processorContext;
    // It may be used again: what was done before may be undone then, with the transaction it was
    // in.
    dirty.clear();
    unhurried.clear();
    sweep = new Sweep();
    reminders = new Reminders();
    leftAlone = new Reminders();
    round = new Round();
    headStart = new HeadStart();
    connected = new Connected();
    calmFrom = Instant.EPOCH;
    shelf = new ClusterShelf(processorContext, parts.seal());
    evaluation =
        new ClusterEvaluation(
            shelf,
            new Emissions(processorContext, parts.observer(), parts.seal()),
            reminders,
            parts);
    seat = parts.board().take();
    ticking =
        processorContext.schedule(pace.tick(), PunctuationType.WALL_CLOCK_TIME, _ -> this.tick());
  }

  @Override
  public void close() {
    if (seat != null) {
      parts.board().leave(seat);
    }
    // A revived task keeps what was scheduled, and schedules anew.
    if (ticking != null) {
      ticking.cancel();
    }
  }

  @Override
  public void process(Record<String, Change> record) {
    switch (record.value()) {
      case Change.Touched() -> touched(record.key());
      case Change.Written() -> {
        if (!leavesAlone(record.key())) {
          touched(record.key());
        }
      }
      case Change.GotOn() -> gather(record.key());
      case Change.Heard() -> connected.heard(record.key(), at(record));
      case Change.Told() -> {
        connected.heard(record.key(), at(record));
        if (!leavesAlone(record.key())) {
          gather(record.key());
        }
      }
      case Change.Gone(long epoch) -> {
        dirty.remove(record.key());
        unhurried.remove(record.key());
        leftAlone.set(record.key(), Optional.empty());
        connected.gone(record.key());
        // With the record itself: nothing says a second time that it is gone.
        Objects.requireNonNull(evaluation).forget(record.key(), epoch, now());
      }
    }
    Objects.requireNonNull(seat).dirty(dirty.size() + unhurried.size());
  }

  private void touched(String cluster) {
    dirty.add(cluster);
    if (dirty.size() >= pace.mostDirty()) {
      evaluate(dirty, parts.policies().snapshot().set(), Duration.ofNanos(Long.MAX_VALUE));
    }
  }

  /// Much may follow within moments: one evaluation then does for all of it.
  private void gather(String cluster) {
    reminders.within(cluster, now().plus(pace.gathering()));
  }

  /// Leaves a cluster alone that no assignment concerns, and where nothing is waited for: there is
  /// nothing to be decided then. It is looked at once an hour at most, so that no words are kept of
  /// what is no longer there.
  ///
  /// @return whether it did
  private boolean leavesAlone(String cluster) {
    if (sweep.mayConcern(ResourceId.parse(cluster))
        || Objects.requireNonNull(evaluation).isUnfinished(cluster)) {
      return false;
    }
    leftAlone.within(cluster, now().plus(ClusterShelf.STRANGERS_KEPT));
    return true;
  }

  private void tick() {
    TaskBoard.Seat place = Objects.requireNonNull(seat);
    Policies.Snapshot policies = parts.policies().snapshot();
    Instant now = now();
    boolean isUnderWay = sweep.cursor().isUnderWay();
    if (sweep.look(policies, now)) {
      headStart.begin(connected.lately(now, sweep::comesBy));
      if (isUnderWay) {
        round.begunAnew = true;
      } else {
        round = new Round();
      }
    }
    place.begun();
    if (unhurried.isEmpty()) {
      unhurriedSince = now;
    }
    unhurried.addAll(reminders.takeDue(now));
    unhurried.addAll(leftAlone.takeDue(now));
    unhurried.removeAll(dirty);
    evaluate(dirty, policies.set(), pace.slice());
    sweepOn(policies.set());
    // A sweep is more urgent: it asks for what nobody has yet.
    evaluate(unhurried, policies.set(), mayWait(now) ? Duration.ZERO : pace.rest());
    place.unsweptSince(sweep.unsweptSince());
    place.dirty(dirty.size() + unhurried.size());
  }

  private boolean mayWait(Instant now) {
    // Also when the clock was set back.
    Duration left = Duration.between(now, calmFrom);
    boolean isInWake = left.isPositive() && left.compareTo(pace.wake()) <= 0;
    return (sweep.cursor().isUnderWay() || isInWake)
        && now.isBefore(unhurriedSince.plus(pace.patience()));
  }

  /// Goes on until the time is over; at least one has its turn.
  private void evaluate(Set<String> clusters, PolicySet policies, Duration limit) {
    long began = System.nanoTime();
    Iterator<String> waiting = clusters.iterator();
    boolean isTimeLeft = true;
    while (waiting.hasNext() && isTimeLeft) {
      String cluster = waiting.next();
      waiting.remove();
      boolean _ = Objects.requireNonNull(evaluation).evaluate(cluster, policies, now());
      isTimeLeft = System.nanoTime() - began < limit.toNanos();
    }
  }

  private void sweepOn(PolicySet policies) {
    SweepCursor cursor = sweep.cursor();
    if (!cursor.isUnderWay()) {
      return;
    }
    long began = System.nanoTime();
    long nanos = pace.slice().toNanos();
    sweepAhead(policies, began + (round.begunAnew ? nanos / 2 : nanos));
    boolean isOthersTurn = round.begunAnew;
    while (cursor.isUnderWay() && (isOthersTurn || System.nanoTime() - began < nanos)) {
      isOthersTurn = false;
      sweep
          .ahead()
          .ifPresentOrElse(
              stretch -> sweepStretch(stretch, cursor, policies, began + nanos), cursor::atEnd);
    }
    if (!cursor.isUnderWay()) {
      sweep.over();
      ended(round);
    }
  }

  /// Those who are there come first. Once policies changed again meanwhile they take half of the
  /// time, and at least one of the others has its turn: they get on however often that happens.
  private void sweepAhead(PolicySet policies, long deadline) {
    boolean isTimeLeft = true;
    while (isTimeLeft) {
      Optional<String> next = headStart.next();
      next.ifPresent(
          cluster -> {
            byte @Nullable [] state = Objects.requireNonNull(shelf).state(cluster);
            if (state != null) {
              sweep(cluster, state, policies);
            }
          });
      isTimeLeft = next.isPresent() && System.nanoTime() - deadline < 0;
    }
  }

  private void sweep(String cluster, byte[] state, PolicySet policies) {
    dirty.remove(cluster);
    unhurried.remove(cluster);
    round.asked |= Objects.requireNonNull(evaluation).evaluate(cluster, state, policies, now());
    round.met = true;
  }

  private void ended(Round done) {
    if (done.met) {
      parts.observer().swept(Duration.ofNanos(System.nanoTime() - done.began));
    }
    if (done.asked) {
      calmFrom = now().plus(pace.wake());
    }
  }

  /// Goes on until the time is over, the round is, or the stretch is.
  private void sweepStretch(
      KeyRange stretch, SweepCursor cursor, PolicySet policies, long deadline) {
    try (KeyValueIterator<String, byte[]> clusters =
        Objects.requireNonNull(shelf).clustersIn(stretch)) {
      while (clusters.hasNext()) {
        KeyValue<String, byte[]> met = clusters.next();
        String cluster = met.key;
        if (!cursor.takes(cluster)) {
          return;
        }
        if (!headStart.hadTurn(cluster)) {
          sweep(cluster, met.value, policies);
        }
        cursor.passed(cluster);
        if (System.nanoTime() - deadline >= 0) {
          return;
        }
      }
      cursor.passed(stretch.to());
    }
  }

  private static Instant at(Record<String, Change> record) {
    return Instant.ofEpochMilli(record.timestamp());
  }

  private Instant now() {
    return Instant.ofEpochMilli(Objects.requireNonNull(context).currentSystemTimeMs());
  }
}

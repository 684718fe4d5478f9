package io.fairlead.gateway.table;

import static java.util.Objects.requireNonNull;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.topic.Topic;
import io.fairlead.gateway.kafka.PositionedConsumer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// Holds whoever asks until the table includes everything that was committed when it asked.
///
/// Kafka is asked where committed records end, and the asker waits until the table has read up to
/// there. One question answers for all who had asked before it was put, and for nobody who asks
/// while it is under way: its answer may be older than they are. They wait for the next one, so
/// that a storm costs one question a round trip. Partitions wait for themselves alone. Thread-safe.
final class TableBarrier implements PositionedConsumer.Positions, AutoCloseable {
  /// How long one may wait in all.
  static final Duration LIMIT = Duration.ofSeconds(10);

  /// How long the table may take to read up to where it was asked to.
  static final Duration BEHIND_LIMIT = Duration.ofMinutes(1);

  /// The least time between questions.
  static final Duration PAUSE = Duration.ofMillis(20);

  /// Asks Kafka where committed records end. Never blocks.
  @FunctionalInterface
  interface Ends {
    /// Each partition is answered by itself, in bounded time.
    Map<TopicPartition, CompletionStage<Long>> committedEnds(Collection<TopicPartition> partitions);
  }

  /// A cluster's partition of both topics, with those who wait there.
  private static final class Lane {
    private final List<TopicPartition> partitions;
    private boolean asking;
    private @Nullable CompletableFuture<Void> next;

    Lane(int partition) {
      partitions =
          List.of(
              new TopicPartition(Topic.CLUSTERS.topicName(), partition),
              new TopicPartition(Topic.CONFIGURATIONS.topicName(), partition));
    }
  }

  /// One who waits. Not a record: each is another.
  private static final class Waiter {
    private final CompletableFuture<Void> passed;
    private final long beganNanos;

    Waiter(CompletableFuture<Void> passed, long beganNanos) {
      this.passed = passed;
      this.beganNanos = beganNanos;
    }
  }

  private record Target(long offset, CompletableFuture<Void> reached) {}

  private record Behind(long offset, long sinceNanos) {}

  private final Ends ends;
  private final Executor pause;
  private final int maxWaiting;
  private final BarrierObserver observer;
  private final LongSupplier nanoTime;
  private final List<Lane> lanes =
      IntStream.range(0, Topic.CONFIGURATIONS.partitions()).mapToObj(Lane::new).toList();

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Waiter> waiters = new HashSet<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<TopicPartition, List<Target>> targets = new HashMap<>();
  private final Map<TopicPartition, Behind> behind = new HashMap<>();
  private boolean pausing;
  private boolean closed;

  /// @param pause runs a task after [#PAUSE]
  /// @param maxWaiting how many may wait at a time; more are refused
  TableBarrier(
      Ends ends, Executor pause, int maxWaiting, BarrierObserver observer, LongSupplier nanoTime) {
    this.ends = ends;
    this.pause = pause;
    this.maxWaiting = maxWaiting;
    this.observer = observer;
    this.nanoTime = nanoTime;
  }

  static TableBarrier over(Ends ends, int maxWaiting, BarrierObserver observer) {
    return new TableBarrier(
        ends,
        CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS),
        maxWaiting,
        observer,
        System::nanoTime);
  }

  /// The partition that holds a cluster and its configurations: the one Kafka gives to the
  /// cluster's key.
  static int partition(ResourceId cluster) {
    byte[] key = cluster.key().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % Topic.CONFIGURATIONS.partitions();
  }

  /// Completes once the table includes all that is committed to a partition now. Fails when that
  /// takes more than [#LIMIT], Kafka does not say, too many wait, or the table is closed.
  CompletionStage<Void> pass(int partition) {
    Waiter waiter;
    lock.lock();
    try {
      if (closed || waiters.size() >= maxWaiting) {
        return CompletableFuture.failedFuture(
            new TableUnavailableException(closed ? "the table is closed" : "too many wait"));
      }
      Lane lane = lanes.get(partition);
      CompletableFuture<Void> round = lane.next;
      if (round == null) {
        round = new CompletableFuture<>();
        lane.next = round;
      }
      waiter = new Waiter(round.copy(), nanoTime.getAsLong());
      waiters.add(waiter);
    } finally {
      lock.unlock();
    }
    observer.waiting();
    CompletableFuture<Void> done =
        waiter.passed.whenComplete((_, failure) -> onDone(waiter, failure));
    var _ = waiter.passed.orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    ask();
    return done;
  }

  private void onDone(Waiter waiter, @Nullable Throwable failure) {
    lock.lock();
    try {
      waiters.remove(waiter);
    } finally {
      lock.unlock();
    }
    if (failure == null) {
      observer.passed(Duration.ofNanos(nanoTime.getAsLong() - waiter.beganNanos));
    } else {
      observer.failed();
    }
  }

  /// Puts the next question, for all partitions that have none under way.
  private void ask() {
    Map<Lane, CompletableFuture<Void>> rounds = new HashMap<>();
    lock.lock();
    try {
      if (pausing || closed) {
        return;
      }
      for (Lane lane : lanes) {
        CompletableFuture<Void> next = lane.next;
        if (next != null && !lane.asking) {
          lane.next = null;
          lane.asking = true;
          rounds.put(lane, next);
        }
      }
      if (rounds.isEmpty()) {
        return;
      }
      pausing = true;
    } finally {
      lock.unlock();
    }
    pause.execute(this::onPaused);
    Map<TopicPartition, CompletionStage<Long>> answers = question(rounds.keySet());
    rounds.forEach((lane, round) -> await(lane, round, answers));
  }

  private Map<TopicPartition, CompletionStage<Long>> question(Set<Lane> asked) {
    List<TopicPartition> partitions =
        asked.stream().flatMap(lane -> lane.partitions.stream()).toList();
    try {
      return ends.committedEnds(partitions);
    } catch (RuntimeException e) {
      // Whoever waits is told.
      CompletionStage<Long> failed = CompletableFuture.failedFuture(e);
      return partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> failed));
    }
  }

  private void onPaused() {
    lock.lock();
    try {
      pausing = false;
    } finally {
      lock.unlock();
    }
    ask();
  }

  private void await(
      Lane lane,
      CompletableFuture<Void> round,
      Map<TopicPartition, CompletionStage<Long>> answers) {
    List<CompletableFuture<Long>> asked = new ArrayList<>();
    List<CompletableFuture<Void>> reached = new ArrayList<>();
    for (TopicPartition partition : lane.partitions) {
      CompletableFuture<Long> end = requireNonNull(answers.get(partition)).toCompletableFuture();
      asked.add(end);
      reached.add(end.thenCompose(offset -> target(partition, offset)));
    }
    var _ =
        allOf(asked)
            .whenComplete(
                (_, _) -> {
                  answered(lane);
                  ask();
                });
    var _ =
        allOf(reached)
            .whenComplete(
                (_, failure) -> {
                  if (failure == null) {
                    round.complete(null);
                  } else {
                    round.completeExceptionally(failure);
                  }
                });
  }

  private static CompletableFuture<Void> allOf(List<? extends CompletableFuture<?>> all) {
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  private void answered(Lane lane) {
    lock.lock();
    try {
      lane.asking = false;
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Void> target(TopicPartition partition, long offset) {
    var target = new Target(offset, new CompletableFuture<>());
    lock.lock();
    try {
      if (positions.getOrDefault(partition, 0L) >= offset) {
        return CompletableFuture.completedFuture(null);
      }
      behind.putIfAbsent(partition, new Behind(offset, nanoTime.getAsLong()));
      targets.computeIfAbsent(partition, _ -> new ArrayList<>()).add(target);
    } finally {
      lock.unlock();
    }
    // Those who waited have gone by then.
    var _ =
        target
            .reached()
            .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, _) -> forget(partition, target));
    return target.reached();
  }

  private void forget(TopicPartition partition, Target target) {
    lock.lock();
    try {
      List<Target> left = targets.get(partition);
      if (left != null) {
        left.remove(target);
      }
    } finally {
      lock.unlock();
    }
  }

  /// The table includes all of a partition that is before this offset.
  @Override
  public void reached(TopicPartition partition, long offset) {
    List<Target> passed = new ArrayList<>();
    lock.lock();
    try {
      positions.put(partition, offset);
      Behind since = behind.get(partition);
      if (since != null && since.offset() <= offset) {
        behind.remove(partition);
      }
      Iterator<Target> left = targets.getOrDefault(partition, List.of()).iterator();
      while (left.hasNext()) {
        Target target = left.next();
        if (target.offset() <= offset) {
          left.remove();
          passed.add(target);
        }
      }
    } finally {
      lock.unlock();
    }
    passed.forEach(target -> target.reached().complete(null));
  }

  /// Whether the table has not read for [#BEHIND_LIMIT] what it was asked to.
  boolean isBehind() {
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      return behind.values().stream()
          .anyMatch(since -> now - since.sinceNanos() > BEHIND_LIMIT.toNanos());
    } finally {
      lock.unlock();
    }
  }

  /// Turns everybody away who waits, and whoever comes.
  @Override
  public void close() {
    List<Waiter> left;
    lock.lock();
    try {
      closed = true;
      left = List.copyOf(waiters);
    } finally {
      lock.unlock();
    }
    left.forEach(
        waiter ->
            waiter.passed.completeExceptionally(
                new TableUnavailableException("the table is closed")));
  }
}

package io.fairlead.benchmarks.fleet;

import io.fairlead.benchmarks.store.Clusters;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.session.AgentEnvironment;
import io.fairlead.session.AgentSettings;
import io.fairlead.session.Scheduler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Thousands of agents in this process, each with its own key, state and connection. They speak the
/// real protocol by the real session library; only their disks and their clusters are simulated.
/// Thread-safe.
public final class AgentFleet implements AutoCloseable {
  private static final int EVENT_LOOPS = 2;
  private static final Duration CLOSING = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(EVENT_LOOPS)
              .setUseDaemonThread(true)
              .setWorkerPoolSize(1)
              .setInternalBlockingPoolSize(1));
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<FleetAgent> agents;

  private AgentFleet(
      URI gateway, List<Clusters.Keyed> clusters, Reporting reporting, AgentObserver observer) {
    AgentSettings settings = FleetAgent.settings(gateway);
    // Sessions of all threads share it.
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    AgentEnvironment environment =
        new AgentEnvironment(vertx, executor, Clock.systemUTC(), random, Scheduler.of(vertx));
    this.agents =
        clusters.stream()
            .map(cluster -> new FleetAgent(cluster, settings, environment, reporting, observer))
            .toList();
  }

  /// The agents of these clusters; none runs yet.
  ///
  /// @param gateway its root, or that of a link to it
  public static AgentFleet of(
      URI gateway, List<Clusters.Keyed> clusters, Reporting reporting, AgentObserver observer) {
    return new AgentFleet(gateway, clusters, reporting, observer);
  }

  /// All of them, in the order of their clusters.
  public List<FleetAgent> agents() {
    return agents;
  }

  /// Starts all that do not run, at once.
  public void startAll() {
    all(agents.stream().map(FleetAgent::start));
  }

  /// Waits until all are in sync.
  ///
  /// @throws IllegalStateException when they are not in time
  public void awaitLive(Duration limit) throws InterruptedException {
    await(FleetAgent::isLive, "in sync", limit);
  }

  /// Waits until something is true of every agent.
  ///
  /// @param what that is, for a person
  /// @throws IllegalStateException when it is not in time
  public void await(Predicate<FleetAgent> isTrue, String what, Duration limit)
      throws InterruptedException {
    // One that was, is not asked again while others are not: ten thousand would be a load.
    Awaited left = new Awaited(agents);
    Waiting.until(
        () -> left.isEmptyAfter(isTrue),
        () ->
            "%d of %d agents are %s; the first that is not: %s"
                .formatted(
                    agents.stream().filter(isTrue).count(),
                    agents.size(),
                    what,
                    left.first().map(FleetAgent::snapshot)),
        BETWEEN_LOOKS,
        limit);
  }

  @Override
  public void close() {
    try {
      all(agents.stream().map(FleetAgent::kill));
    } finally {
      executor.shutdownNow();
      Waiting.forEnd(vertx.close());
    }
  }

  /// The agents that are not yet what they are awaited to be, from the first such on.
  private static final class Awaited {
    private final Deque<FleetAgent> left;

    Awaited(List<FleetAgent> agents) {
      this.left = new ArrayDeque<>(agents);
    }

    boolean isEmptyAfter(Predicate<FleetAgent> isTrue) {
      while (!left.isEmpty() && isTrue.test(left.getFirst())) {
        left.removeFirst();
      }
      return left.isEmpty();
    }

    Optional<FleetAgent> first() {
      return Optional.ofNullable(left.peekFirst());
    }
  }

  private static void all(Stream<CompletableFuture<Void>> each) {
    CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
        .orTimeout(CLOSING.toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}

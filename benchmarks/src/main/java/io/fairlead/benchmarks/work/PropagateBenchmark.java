package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Sharing;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.api.ApiClient;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.fleet.AgentFleet;
import io.fairlead.benchmarks.fleet.Arrivals;
import io.fairlead.benchmarks.fleet.Reporting;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.hub.Topics;
import io.fairlead.benchmarks.load.Loaded;
import io.fairlead.benchmarks.load.OpenLoop;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Unit;
import io.fairlead.benchmarks.result.WallClock;
import io.fairlead.benchmarks.store.Clusters;
import io.fairlead.benchmarks.store.Configurations;
import io.fairlead.benchmarks.store.Deliveries;
import io.fairlead.benchmarks.store.Subscription;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.topic.Topic;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// How soon a change is where it belongs, at a steady rate of changes.
///
/// Every change is the first edit of a configuration of its own, so that the hub's tables still
/// have all its moments afterwards. A change counts from the moment the API gave it, within its
/// transaction: that is before the commit, so what is shown is never too short by it.
public final class PropagateBenchmark implements Benchmark {
  private static final String GROUP = "propagate";
  private static final int PER_SECOND = 200;

  /// How many of them are looked for on the API: to ask for all would be a load of its own.
  private static final int WATCHED_PER_SECOND = 2;

  private static final int CONNECTIONS = 64;
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final int MOST_ROUNDS = 12;
  private static final String ACKNOWLEDGED = "change to acknowledgement heard by gateway";
  private static final double MEDIAN_GOAL = 50;
  private static final double P99_GOAL = 300;

  /// The last answers come after the last changes.
  private static final double IN_TIME = 0.98;

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "propagate";
  }

  @Override
  public String work(Size size) {
    return "%,d connected agents, %d changes a second for %d s after %d s of warm-up%s"
        .formatted(
            agents(size),
            PER_SECOND,
            measured(size).toSeconds(),
            warmUp(size).toSeconds(),
            size.of(", and more until compilers rest", ""));
  }

  private static int agents(Size size) {
    return size.of(2_000, 200);
  }

  private static Duration warmUp(Size size) {
    return Duration.ofSeconds(size.of(60, 4));
  }

  private static Duration measured(Size size) {
    return Duration.ofSeconds(size.of(60, 8));
  }

  private static int changes(Duration during) {
    return Math.toIntExact(PER_SECOND * during.toSeconds());
  }

  @Override
  public Sharing sharing() {
    return Sharing.BETWEEN;
  }

  @Override
  public List<Figure> run(Bench bench) throws InterruptedException {
    Size size = bench.size();
    Hub hub = bench.hub();
    Subscription own = Subscription.named(name());
    List<Clusters.Keyed> clusters = new Clusters(hub, own).register(GROUP, agents(size));
    int warm = changes(warmUp(size));
    int count = warm + changes(measured(size));
    Configurations configurations = new Configurations(hub);
    configurations.insert(
        count,
        number ->
            new Configurations.Wanted(
                target(clusters, number), Bodies.properties("%06d".formatted(number))));
    configurations.awaitPublished(LIMIT);
    configurations.settle();
    PropagationFloor floor = PropagationFloor.measure(bench, PER_SECOND, warmUp(size));
    Arrivals arrivals = new Arrivals();
    Deliveries deliveries = new Deliveries(hub, own, GROUP);
    try (AgentFleet fleet =
            AgentFleet.of(hub.gateway(), clusters, Reporting.COMPLIANT_AT_ONCE, arrivals);
        ApiClient user = new ApiClient(bench.vertx(), hub, CONNECTIONS)) {
      bench.say("%,d agents connect, and take %,d configurations".formatted(agents(size), count));
      fleet.startAll();
      fleet.awaitLive(LIMIT);
      deliveries.awaitReported(count, "Compliant", LIMIT);
      arrivals.clear();
      Topics topics = new Topics(hub);
      Topics.Mark mark = topics.end(Topic.CONFIGURATIONS);
      WallClock clock = WallClock.now();
      Propagations changes = new Propagations(clock, arrivals, warm);
      Visibility visibility = new Visibility(bench.vertx(), user);
      OpenLoop.Request change =
          (number, due) -> change(user, clusters, changes, visibility, number, due);
      bench.say("warming up");
      var _ = OpenLoop.run(PER_SECOND, Duration.ZERO, warmUp(size), change).withoutFailures();
      AtomicInteger round = new AtomicInteger();
      bench.warmUpFurther(MOST_ROUNDS, () -> again(user, clusters, round.incrementAndGet()));
      bench.say("changing");
      Loaded loaded =
          bench.measure(
              () ->
                  OpenLoop.run(
                      PER_SECOND,
                      Duration.ZERO,
                      measured(size),
                      (number, due) -> change.begin(warm + number, due)));
      deliveries.awaitReported(count, "Compliant", LIMIT);
      visibility.await(LIMIT);
      changes.published(topics, mark);
      changes.delivered(deliveries.all());
      return figures(loaded.withoutFailures(), changes, visibility, floor);
    }
  }

  private static Future<?> change(
      ApiClient user,
      List<Clusters.Keyed> clusters,
      Propagations changes,
      Visibility visibility,
      long number,
      long due) {
    ResourceId id = target(clusters, Math.toIntExact(number));
    changes.due(id, number, due);
    Future<?> answered =
        user.put(Bodies.path(id), Bodies.flux("c%06d".formatted(number % 1_000_000)));
    return changes.isMeasured(number) && number % (PER_SECOND / WATCHED_PER_SECOND) == 0
        ? answered.onSuccess(answer -> visibility.watch(id, due))
        : answered;
  }

  /// Changes once more what was changed to warm up: what is measured is to be changed but once.
  private static Loaded again(ApiClient user, List<Clusters.Keyed> clusters, int round)
      throws InterruptedException {
    return OpenLoop.run(
            PER_SECOND,
            Duration.ZERO,
            ROUND,
            number ->
                user.put(
                    Bodies.path(target(clusters, Math.toIntExact(number))),
                    Bodies.flux("w%d-%06d".formatted(round, number))))
        .withoutFailures();
  }

  private static ResourceId target(List<Clusters.Keyed> clusters, int number) {
    ResourceId cluster = clusters.get(number % clusters.size()).id();
    return Bodies.id(cluster, "propagated-" + number / clusters.size());
  }

  private static List<Figure> figures(
      Loaded loaded, Propagations changes, Visibility visibility, PropagationFloor floor) {
    String told = told(changes);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("changes answered", loaded.perSecond(), Unit.PER_SECOND)
            .atLeast(PER_SECOND * IN_TIME));
    figures.add(
        Figure.of(ACKNOWLEDGED + ": median", changes.acknowledged().median(), Unit.MILLISECONDS)
            .atMost(MEDIAN_GOAL)
            .withFloor(floor.median()));
    figures.add(
        Figure.of(ACKNOWLEDGED + ": p99", changes.acknowledged().p99(), Unit.MILLISECONDS)
            .atMost(P99_GOAL)
            .withFloor(floor.p99()));
    figures.add(
        Figure.of(ACKNOWLEDGED + ": maximum", changes.acknowledged().max(), Unit.MILLISECONDS));
    figures.addAll(changes.stored().figures("change to agent stored it"));
    figures.addAll(loaded.latencies().figures("due to API answered"));
    figures.addAll(changes.accepted().figures("due to change"));
    figures.addAll(changes.published().figures("change to record sent"));
    if (changes.handedOver().count() > 0) {
      figures.addAll(changes.handedOver().figures("record sent to gateway's delivery" + told));
      figures.addAll(changes.taken().figures("gateway's delivery to agent stored it" + told));
    }
    figures.addAll(changes.reported().figures("change to gateway heard status"));
    figures.addAll(
        visibility.latencies().figures("due to status on API (%d)".formatted(visibility.count())));
    figures.addAll(floor.figures());
    return figures;
  }

  /// How many deliveries the gateway told of; empty when of all.
  private static String told(Propagations changes) {
    long told = changes.handedOver().count();
    long all = changes.stored().count();
    return told == all ? "" : " (%d of %d)".formatted(told, all);
  }
}

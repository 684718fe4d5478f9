package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Sharing;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.api.ApiClient;
import io.fairlead.benchmarks.api.Policy;
import io.fairlead.benchmarks.fleet.AgentFleet;
import io.fairlead.benchmarks.fleet.Arrivals;
import io.fairlead.benchmarks.fleet.Reporting;
import io.fairlead.benchmarks.floor.PostgresFloor;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.hub.Topics;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.benchmarks.result.Unit;
import io.fairlead.benchmarks.result.WallClock;
import io.fairlead.benchmarks.store.Clusters;
import io.fairlead.benchmarks.store.Configurations;
import io.fairlead.benchmarks.store.Deliveries;
import io.fairlead.benchmarks.store.Subscription;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.topic.Topic;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// How soon one new assignment is on a whole fleet, of which few are connected.
///
/// What is durable is counted by the record of the last cluster's configuration: its row was
/// committed before. The floor is to carry as many records of the same bytes as the engine asks
/// for, to insert as many rows, and to carry as many records again, one after another.
public final class FanoutBenchmark implements Benchmark {
  private static final String ABSENT = "fanout-absent";
  private static final String CONNECTED = "fanout-connected";
  private static final String WARM = "fanout-warm";
  private static final String SEEN = "seen";
  private static final String BASELINE = "baseline";

  // The goals are for 100,000 clusters; fewer have that much less time.
  private static final double DURABLE_GOAL = 15;
  private static final double ACKNOWLEDGED_GOAL = 10_000;
  private static final double QUICK_PART = 0.05;
  private static final double FLOOR_GOAL = 3;

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int MOST_ROUNDS = 10;
  private static final int FLOOR_CONNECTIONS = 2;
  private static final int FLOOR_BATCH = 500;

  @Override
  public String name() {
    return "fanout";
  }

  @Override
  public String work(Size size) {
    return "one assignment over %,d registered clusters, %,d of them connected, after one over %,d of them to warm up, one that only looks at all%s"
        .formatted(
            clusters(size),
            connected(size),
            warm(size),
            size.of(", and others elsewhere until compilers rest", ""));
  }

  private static int clusters(Size size) {
    return size.of(100_000, 5_000);
  }

  private static int connected(Size size) {
    return size.of(2_000, 200);
  }

  private static int warm(Size size) {
    return size.of(10_000, 500);
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
    Clusters registry = new Clusters(hub, own);
    registry.registerAbsent(WARM, warm(size));
    Subscription elsewhere = Subscription.named(WARM);
    new Clusters(hub, elsewhere).registerAbsent(WARM, warm(size));
    registry.registerAbsent(ABSENT, clusters(size) - connected(size) - warm(size));
    List<Clusters.Keyed> connected = registry.register(CONNECTED, connected(size));
    Configurations configurations = new Configurations(hub);
    configurations.awaitPublished(LIMIT);
    configurations.settle();
    Arrivals arrivals = new Arrivals();
    try (AgentFleet fleet =
            AgentFleet.of(hub.gateway(), connected, Reporting.COMPLIANT_AT_ONCE, arrivals);
        ApiClient user = new ApiClient(bench.vertx(), hub, 2)) {
      bench.say(
          "%,d agents connect; the engine gets to know all clusters"
              .formatted(fleet.agents().size()));
      fleet.startAll();
      fleet.awaitLive(LIMIT);
      warmUp(hub, own, user, size);
      AtomicInteger round = new AtomicInteger();
      bench.warmUpFurther(
          MOST_ROUNDS,
          () -> {
            String name = "warm-" + round.incrementAndGet();
            deploy(hub, Policy.deploying(Policy.everywhere(elsewhere), name), user, warm(size));
            return name;
          });
      Deliveries deliveries = new Deliveries(hub, own, CONNECTED);
      Policy baseline = Policy.deploying(Policy.everywhere(own), BASELINE);
      Waiting.forAnswer(baseline.define(user));
      Topics topics = new Topics(hub);
      Topics.Mark asked = topics.end(Topic.DEPLOYMENTS);
      Topics.Mark published = topics.end(Topic.CONFIGURATIONS);
      WallClock clock = WallClock.now();
      bench.say("assigning");
      Fanout fanout = new Fanout(hub, clusters(size), connected(size), LIMIT);
      long begin = bench.measure(() -> fanout.run(() -> baseline.assign(user), arrivals));
      TopicLeg evaluated = TopicLeg.of(topics, asked, clock, begin);
      TopicLeg sent = TopicLeg.of(topics, published, clock, begin);
      double stored = seconds(clock.nanos(baseline.lastWritten(hub, clusters(size))) - begin);
      baseline.awaitJudged(hub, clusters(size), LIMIT);
      Latencies acknowledged = acknowledged(deliveries, connected(size), clock, begin);
      bench.say("floor");
      Duration floor = floor(bench, evaluated, sent);
      return figures(size, evaluated, stored, sent, arrivals.since(begin), acknowledged, floor);
    }
  }

  /// Everything has been done once before: on some clusters a policy puts something, and all are
  /// known to the engine, which has a verdict on each by another policy.
  private static void warmUp(Hub hub, Subscription own, ApiClient user, Size size)
      throws InterruptedException {
    deploy(hub, Policy.deploying(Policy.group(own, WARM), "warm"), user, warm(size));
    assign(hub, Policy.auditing(Policy.everywhere(own), SEEN), user, clusters(size));
  }

  /// Puts a policy in force that deploys, and waits until all of it is published: what is left
  /// would be counted with what is measured.
  private static void deploy(Hub hub, Policy policy, ApiClient user, int clusters)
      throws InterruptedException {
    assign(hub, policy, user, clusters);
    policy.awaitWritten(hub, clusters, LIMIT);
    new Configurations(hub).awaitPublished(LIMIT);
  }

  /// Puts a policy in force, and waits for its verdicts on so many clusters.
  private static void assign(Hub hub, Policy policy, ApiClient user, int clusters)
      throws InterruptedException {
    Waiting.forAnswer(policy.define(user));
    Waiting.forAnswer(policy.assign(user));
    policy.awaitJudged(hub, clusters, LIMIT);
  }

  /// From the begin to when the gateway heard of each.
  private static Latencies acknowledged(
      Deliveries deliveries, int count, WallClock clock, long begin) throws InterruptedException {
    deliveries.awaitReported(count, Compliance.Compliant.name(), LIMIT);
    Latencies acknowledged = new Latencies();
    for (Deliveries.Delivery delivery : deliveries.all()) {
      acknowledged.record(clock.nanos(Objects.requireNonNull(delivery.acknowledgedAt())) - begin);
    }
    return acknowledged;
  }

  private static Duration floor(Bench bench, TopicLeg asked, TopicLeg published)
      throws InterruptedException {
    int rows = published.records();
    try (PostgresFloor floor =
        PostgresFloor.open(bench.vertx(), bench.hub().database(), FLOOR_CONNECTIONS)) {
      return RepeatedFloor.middle(
          bench.size(),
          time ->
              asked
                  .carriedBare(bench.hub())
                  .plus(
                      floor.insertAll(
                          FLOOR_CONNECTIONS,
                          time * rows,
                          rows,
                          FLOOR_BATCH,
                          published.bytesOfEach()))
                  .plus(published.carriedBare(bench.hub())));
    }
  }

  private static List<Figure> figures(
      Size size,
      TopicLeg evaluated,
      double stored,
      TopicLeg sent,
      Latencies arrived,
      Latencies acknowledged,
      Duration floor) {
    double part = size.of(1.0, QUICK_PART);
    double bare = seconds(floor.toNanos());
    double all = Math.max(sent.seconds(), acknowledged.max() / 1_000);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("durable on all", sent.seconds(), Unit.SECONDS).atMost(DURABLE_GOAL * part));
    figures.add(
        Figure.of("acknowledgement heard by gateway: p99", acknowledged.p99(), Unit.MILLISECONDS)
            .atMost(ACKNOWLEDGED_GOAL * part));
    figures.add(Figure.of("durable and acknowledged", all, Unit.SECONDS).withFloor(bare));
    figures.add(Figure.of("times the floor", all / bare, Unit.TIMES).atMost(FLOOR_GOAL));
    figures.add(Figure.of("evaluated: last", evaluated.seconds(), Unit.SECONDS));
    figures.add(Figure.of("stored: last", stored, Unit.SECONDS));
    figures.add(Figure.of("published: last", sent.seconds(), Unit.SECONDS));
    figures.addAll(arrived.figures("agent stored it"));
    figures.addAll(acknowledged.figures("acknowledgement heard by gateway"));
    figures.add(Figure.of("bytes asked for by the engine", evaluated.bytesOfEach(), Unit.BYTES));
    figures.add(Figure.of("bytes of a record", sent.bytesOfEach(), Unit.BYTES));
    return figures;
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  /// One assignment on its way.
  private record Fanout(Hub hub, int clusters, int connected, Duration limit) {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /// Assigns, and waits until it is everywhere.
    ///
    /// @return when it began, by [System#nanoTime()]
    long run(Assigning assigning, Arrivals arrivals) throws InterruptedException {
      arrivals.clear();
      double before = hub.recordsPublished();
      long begin = System.nanoTime();
      Waiting.forAnswer(assigning.begin());
      // Who counted rows, or looked often, would take much of the machine; when the last was
      // published is told by its record.
      Waiting.until(
          () -> hub.recordsPublished() - before >= clusters,
          () ->
              "%,.0f of %,d configurations are published"
                  .formatted(hub.recordsPublished() - before, clusters),
          BETWEEN_LOOKS,
          limit);
      arrivals.await(connected, limit);
      return begin;
    }
  }

  private interface Assigning {
    Future<?> begin();
  }
}

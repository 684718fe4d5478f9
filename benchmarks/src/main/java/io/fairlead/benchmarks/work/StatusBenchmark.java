package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Sharing;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.fleet.AgentFleet;
import io.fairlead.benchmarks.fleet.AgentObserver;
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
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// How soon the store knows when everything everywhere fails at once.
///
/// It is the first in its hub: all statuses there are its own. The floor is to carry as many
/// records of the same bytes as the gateway wrote, and to update as many rows of the same bytes,
/// one after the other.
public final class StatusBenchmark implements Benchmark {
  private static final String GROUP = "status";
  private static final int EACH = 54;
  // The goal is for 135,000 rows; fewer have that much less time.
  private static final double GOAL = 30;
  private static final double QUICK_PART = 0.05;
  private static final double FLOOR_GOAL = 3;
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int MOST_ROUNDS = 3;
  private static final int FLOOR_CONNECTIONS = 2;
  private static final int FLOOR_BATCH = 500;

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String work(Size size) {
    return "%,d statuses turn from compliant to not compliant, %d at each of %,d agents, at once; warmed up by reporting them compliant%s"
        .formatted(
            rows(size),
            EACH,
            agents(size),
            size.of(", and back and forth until compilers rest", ""));
  }

  private static int agents(Size size) {
    return size.of(2_500, 125);
  }

  private static int rows(Size size) {
    return agents(size) * EACH;
  }

  @Override
  public Sharing sharing() {
    return Sharing.FIRST;
  }

  @Override
  public List<Figure> run(Bench bench) throws InterruptedException {
    Size size = bench.size();
    Hub hub = bench.hub();
    Subscription own = Subscription.named(name());
    List<Clusters.Keyed> clusters = new Clusters(hub, own).register(GROUP, agents(size));
    int rows = rows(size);
    Configurations configurations = new Configurations(hub);
    configurations.insert(
        rows,
        number ->
            new Configurations.Wanted(
                Bodies.id(clusters.get(number / EACH).id(), "reported-" + number % EACH),
                Bodies.properties("%06d".formatted(number))));
    configurations.awaitPublished(LIMIT);
    configurations.settle();
    Deliveries deliveries = new Deliveries(hub, own, GROUP);
    Topics topics = new Topics(hub);
    TopicLeg carried;
    Latencies heard = new Latencies();
    double stored;
    try (AgentFleet fleet =
        AgentFleet.of(hub.gateway(), clusters, Reporting.COMPLIANT_AT_ONCE, AgentObserver.NOBODY)) {
      bench.say("%,d agents take %,d configurations and report them".formatted(agents(size), rows));
      fleet.startAll();
      fleet.awaitLive(LIMIT);
      deliveries.awaitAll(rows, Compliance.Compliant.name(), LIMIT);
      bench.warmUpFurther(
          MOST_ROUNDS,
          () -> {
            var _ = all(fleet, Compliance.NonCompliant, deliveries, rows);
            return all(fleet, Compliance.Compliant, deliveries, rows);
          });
      Topics.Mark mark = topics.end(Topic.REPORTS);
      WallClock clock = WallClock.now();
      bench.say("all fail");
      long begin = System.nanoTime();
      long end = bench.measure(() -> all(fleet, Compliance.NonCompliant, deliveries, rows));
      stored = (end - begin) / 1e9;
      carried = TopicLeg.of(topics, mark, clock, begin);
      for (Deliveries.Delivery delivery : deliveries.all()) {
        Instant at = Objects.requireNonNull(delivery.reportedAt(), delivery.key());
        heard.record(clock.nanos(at) - begin);
      }
    }
    bench.say("floor");
    return figures(
        size, stored, heard, carried, floor(bench, rows, deliveries.statuses(), carried));
  }

  /// All report that, and it is stored.
  ///
  /// @return when it is, by [System#nanoTime()]
  private static long all(AgentFleet fleet, Compliance compliance, Deliveries deliveries, int rows)
      throws InterruptedException {
    fleet.agents().parallelStream().forEach(agent -> agent.reportAll(compliance));
    return deliveries.awaitAll(rows, compliance.name(), LIMIT);
  }

  private static Duration floor(
      Bench bench, int rows, Deliveries.Statuses statuses, TopicLeg carried)
      throws InterruptedException {
    try (PostgresFloor floor =
        PostgresFloor.open(bench.vertx(), bench.hub().database(), FLOOR_CONNECTIONS)) {
      var _ = floor.insertAll(FLOOR_CONNECTIONS, 0, rows, FLOOR_BATCH, statuses.bytesOfEach());
      return RepeatedFloor.middle(
          bench.size(),
          time ->
              carried
                  .carriedBare(bench.hub())
                  .plus(
                      floor.updateAll(
                          FLOOR_CONNECTIONS, rows, FLOOR_BATCH, statuses.bytesOfEach())));
    }
  }

  private static List<Figure> figures(
      Size size, double stored, Latencies heard, TopicLeg carried, Duration floor) {
    double bare = floor.toNanos() / 1e9;
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("stored", stored, Unit.SECONDS)
            .atMost(GOAL * size.of(1.0, QUICK_PART))
            .withFloor(bare));
    figures.add(Figure.of("times the floor", stored / bare, Unit.TIMES).atMost(FLOOR_GOAL));
    figures.add(Figure.of("statuses a second", rows(size) / stored, Unit.PER_SECOND));
    figures.addAll(heard.figures("heard by the gateway"));
    figures.add(Figure.of("records of reports", carried.records(), Unit.COUNT));
    figures.add(Figure.of("bytes of a record", carried.bytesOfEach(), Unit.BYTES));
    return figures;
  }
}

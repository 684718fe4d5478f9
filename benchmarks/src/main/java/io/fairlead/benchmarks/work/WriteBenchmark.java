package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Sharing;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.api.ApiClient;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.floor.PostgresFloor;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.load.ClosedLoop;
import io.fairlead.benchmarks.load.Loaded;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Unit;
import io.fairlead.benchmarks.store.Clusters;
import io.fairlead.benchmarks.store.Subscription;
import io.fairlead.contract.id.ResourceId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// How many new configurations the API takes a second.
///
/// Its floor is what the store's client and the same server do with as many clients whose rows are
/// gathered: a transaction for as many rows as there are clients that wait. Beside it stands what
/// they do with a transaction for each row. Both are warmed up as long as the hub is.
public final class WriteBenchmark implements Benchmark {
  private static final int CLIENTS = 64;
  private static final int CLUSTERS = 1_000;
  private static final double GOAL = 1_500;
  private static final double GOAL_OF_FLOOR = 0.5;
  private static final int FLOOR_CONNECTIONS = 2;
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final int MOST_ROUNDS = 12;

  @Override
  public String name() {
    return "write";
  }

  @Override
  public String work(Size size) {
    return "PUT of new flux configurations of %d B in %,d clusters, %d clients, %d s after %d s of warm-up%s"
        .formatted(
            Bodies.flux("000000").length(),
            CLUSTERS,
            CLIENTS,
            measured(size).toSeconds(),
            warmUp(size).toSeconds(),
            size.of(", and more until compilers rest", ""));
  }

  private static Duration warmUp(Size size) {
    return Duration.ofSeconds(size.of(60, 5));
  }

  private static Duration measured(Size size) {
    return Duration.ofSeconds(size.of(30, 7));
  }

  private static Duration floorMeasured(Size size) {
    return Duration.ofSeconds(size.of(10, 3));
  }

  @Override
  public Sharing sharing() {
    return Sharing.BETWEEN;
  }

  @Override
  public List<Figure> run(Bench bench) throws InterruptedException {
    Hub hub = bench.hub();
    List<ResourceId> clusters =
        new Clusters(hub, Subscription.named(name())).registerAbsent("write", CLUSTERS);
    double batched = floor(bench, CLIENTS, FLOOR_CONNECTIONS);
    double alone = floor(bench, 1, CLIENTS);
    Loaded loaded;
    try (ApiClient user = new ApiClient(bench.vertx(), hub, CLIENTS)) {
      AtomicLong written = new AtomicLong();
      LongFunction<Future<?>> next = number -> write(user, clusters, written.getAndIncrement());
      bench.say("warming up");
      var _ = ClosedLoop.run(CLIENTS, Duration.ZERO, warmUp(bench.size()), next).withoutFailures();
      bench.warmUpFurther(
          MOST_ROUNDS, () -> ClosedLoop.run(CLIENTS, Duration.ZERO, ROUND, next).withoutFailures());
      bench.say("writing");
      loaded =
          bench.measure(() -> ClosedLoop.run(CLIENTS, Duration.ZERO, measured(bench.size()), next));
    }
    List<Figure> figures = new ArrayList<>();
    double perSecond = loaded.withoutFailures().perSecond();
    figures.add(
        Figure.of("configurations created", perSecond, Unit.PER_SECOND)
            .atLeast(GOAL)
            .withFloor(batched));
    figures.add(
        Figure.of(
                "of bare inserts, %d a transaction".formatted(CLIENTS),
                perSecond / batched,
                Unit.TIMES)
            .atLeast(GOAL_OF_FLOOR));
    figures.add(Figure.of("of bare inserts, each a transaction", perSecond / alone, Unit.TIMES));
    figures.add(
        Figure.of("bare inserts, %d a transaction".formatted(CLIENTS), batched, Unit.PER_SECOND));
    figures.add(Figure.of("bare inserts, each a transaction", alone, Unit.PER_SECOND));
    figures.addAll(loaded.latencies().figures("answered, of %d that wait".formatted(CLIENTS)));
    return figures;
  }

  private static double floor(Bench bench, int batch, int connections) throws InterruptedException {
    bench.say("floor: inserts of %d rows over %d connections".formatted(batch, connections));
    try (PostgresFloor floor =
        PostgresFloor.open(bench.vertx(), bench.hub().database(), connections)) {
      return floor
              .insert(
                  connections,
                  batch,
                  Bodies.flux("000000").length(),
                  warmUp(bench.size()),
                  floorMeasured(bench.size()))
              .perSecond()
          * batch;
    }
  }

  private static Future<?> write(ApiClient user, List<ResourceId> clusters, long number) {
    ResourceId cluster = clusters.get((int) (number % clusters.size()));
    String name = "written-" + number / clusters.size();
    return user.put(
        Bodies.path(Bodies.id(cluster, name)), Bodies.flux("%06d".formatted(number % 1_000_000)));
  }
}

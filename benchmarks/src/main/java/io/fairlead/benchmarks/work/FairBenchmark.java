package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Sharing;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.api.ApiClient;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.fleet.AgentFleet;
import io.fairlead.benchmarks.fleet.Arrivals;
import io.fairlead.benchmarks.fleet.DeafAgent;
import io.fairlead.benchmarks.fleet.Reporting;
import io.fairlead.benchmarks.floor.PostgresFloor;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Unit;
import io.fairlead.benchmarks.store.Churn;
import io.fairlead.benchmarks.store.Clusters;
import io.fairlead.benchmarks.store.Configurations;
import io.fairlead.benchmarks.store.Deliveries;
import io.fairlead.benchmarks.store.Subscription;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Whether a hundred clusters notice that one gets all the changes and another does not listen.
///
/// The same stretch of changes is measured in turn without the noise, with its floor and with it,
/// several times: what stretches without it differ by is what the machine does by itself. The floor
/// is the same number of changes by as many transactions to a bare table, which nobody publishes:
/// the processor that a writer takes from the others.
public final class FairBenchmark implements Benchmark {
  private static final String CALM = "fair-calm";
  private static final String LOUD = "fair-loud";
  private static final int CALM_AGENTS = 100;
  private static final int PER_SECOND = 25;
  private static final int CONNECTIONS = 32;
  private static final int BATCH = 500;
  private static final int MOST_ROUNDS = 2;

  /// Of stretches: without noise, with its floor, and with it.
  private static final int KINDS = 3;

  private static final double GOAL = 20;
  private static final double PERCENT = 100;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Override
  public String name() {
    return "fair";
  }

  @Override
  public String work(Size size) {
    return "%d agents get %d changes a second for %d × %d s, then while a bare table gets %,d changes each time, then while another agent gets as many and one reads nothing; warmed up by a stretch with as many%s"
        .formatted(
            CALM_AGENTS,
            PER_SECOND,
            rounds(size),
            stretch(size).toSeconds(),
            changes(size),
            size.of(", and more of them until compilers rest", ""));
  }

  private static int rounds(Size size) {
    return size.of(3, 2);
  }

  private static Duration stretch(Size size) {
    return Duration.ofSeconds(size.of(30, 4));
  }

  private static int changes(Size size) {
    return size.of(50_000, 2_500);
  }

  /// With those to who does not read.
  private static int flood(Size size) {
    return changes(size) + BATCH;
  }

  /// Fewer than there are changes: each is changed five times.
  private static int loudConfigurations(Size size) {
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
    List<Clusters.Keyed> calm = registry.register(CALM, CALM_AGENTS);
    List<Clusters.Keyed> loud = registry.register(LOUD, 2);
    seed(hub, size, calm, loud);
    Arrivals arrivals = new Arrivals();
    try (AgentFleet fleet =
            AgentFleet.of(hub.gateway(), calm, Reporting.COMPLIANT_AT_ONCE, arrivals);
        AgentFleet busy =
            AgentFleet.of(
                hub.gateway(),
                List.of(loud.getFirst()),
                Reporting.COMPLIANT_AT_ONCE,
                (version, nanos) -> {});
        PostgresFloor floor = PostgresFloor.open(bench.vertx(), hub.database(), 1);
        ApiClient user = new ApiClient(bench.vertx(), hub, CONNECTIONS)) {
      fleet.startAll();
      busy.startAll();
      fleet.awaitLive(LIMIT);
      busy.awaitLive(LIMIT);
      new Deliveries(hub, own, CALM)
          .awaitReported(stretches(size) * perStretch(size), "Compliant", LIMIT);
      CalmStretch stretch = new CalmStretch(new Deliveries(hub, own, CALM), user, arrivals, LIMIT);
      Churn churn = new Churn(hub);
      Deliveries flooded = new Deliveries(hub, own, LOUD);
      int rows = loudConfigurations(size);
      var _ = floor.insertAll(1, 0, rows, BATCH, Json.write(Bodies.properties("000000")).length);
      floor.churn(rows, BATCH, flood(size));
      ResourceId noisy = loud.getFirst().id();
      bench.say("warming up");
      AtomicInteger warm = new AtomicInteger();
      Bench.Work<Stretch> warmUp =
          () -> {
            List<ResourceId> disturbed = targets(calm, size, warm.getAndIncrement());
            Stretch done =
                beside(
                    () -> churn.change(noisy, rows, changes(size)),
                    () -> stretch.run(disturbed, PER_SECOND, stretch(size)));
            flooded.awaitReported(rows, "Compliant", LIMIT);
            return done;
          };
      var _ = warmUp.get();
      bench.warmUpFurther(MOST_ROUNDS, warmUp);
      List<Stretch> quiet = new ArrayList<>();
      List<Stretch> bare = new ArrayList<>();
      List<Stretch> noised = new ArrayList<>();
      for (int round = 0; round < rounds(size); round++) {
        int first = warmUps(size) + KINDS * round;
        bench.say(
            "without noise, beside a bare writer, then with it: %d of %d"
                .formatted(round + 1, rounds(size)));
        quiet.add(stretch.run(targets(calm, size, first), PER_SECOND, stretch(size)));
        bare.add(
            beside(
                () -> floor.churn(rows, BATCH, flood(size)),
                () -> stretch.run(targets(calm, size, first + 1), PER_SECOND, stretch(size))));
        List<ResourceId> disturbed = targets(calm, size, first + 2);
        try (DeafAgent deaf = new DeafAgent(bench.vertx(), hub.gateway(), loud.getLast())) {
          var _ = Waiting.forAnswer(deaf.connect());
          noised.add(
              bench.measure(
                  () ->
                      beside(
                          () -> {
                            churn.change(noisy, rows, changes(size));
                            churn.change(loud.getLast().id(), rows, BATCH);
                          },
                          () -> stretch.run(disturbed, PER_SECOND, stretch(size)))));
        }
        // What is left of the noise is no part of the next stretch.
        new Configurations(hub).awaitPublished(LIMIT);
        flooded.awaitReported(rows, "Compliant", LIMIT);
      }
      return figures(quiet, bare, noised);
    }
  }

  private static int stretches(Size size) {
    return warmUps(size) + KINDS * rounds(size);
  }

  /// At most.
  private static int warmUps(Size size) {
    return 1 + size.of(MOST_ROUNDS, 0);
  }

  private static int perStretch(Size size) {
    return Math.toIntExact(PER_SECOND * stretch(size).toSeconds());
  }

  private static void seed(Hub hub, Size size, List<Clusters.Keyed> calm, List<Clusters.Keyed> loud)
      throws InterruptedException {
    Configurations configurations = new Configurations(hub);
    List<ResourceId> wanted = new ArrayList<>();
    for (int stretch = 0; stretch < stretches(size); stretch++) {
      wanted.addAll(targets(calm, size, stretch));
    }
    for (Clusters.Keyed cluster : loud) {
      for (int number = 0; number < loudConfigurations(size); number++) {
        wanted.add(Bodies.id(cluster.id(), "loud-" + number));
      }
    }
    configurations.insert(
        wanted.size(),
        number ->
            new Configurations.Wanted(
                wanted.get(number), Bodies.properties("%06d".formatted(number))));
    configurations.awaitPublished(LIMIT);
    configurations.settle();
  }

  /// The configurations that are changed in a stretch, each once.
  private static List<ResourceId> targets(List<Clusters.Keyed> calm, Size size, int stretch) {
    List<ResourceId> targets = new ArrayList<>();
    for (int number = 0; number < perStretch(size); number++) {
      targets.add(
          Bodies.id(
              calm.get(number % calm.size()).id(),
              "calm-%d-%d".formatted(stretch, number / calm.size())));
    }
    return targets;
  }

  private interface Noise {
    void make() throws InterruptedException;
  }

  private static Stretch beside(Noise noise, Bench.Work<Stretch> measured)
      throws InterruptedException {
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<?> changing =
          writer.submit(
              () -> {
                noise.make();
                return null;
              });
      Stretch stretch = measured.get();
      changing.get();
      return stretch;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the noise failed", e.getCause());
    }
  }

  private static List<Figure> figures(
      List<Stretch> quiet, List<Stretch> bare, List<Stretch> noised) {
    double before = p99(quiet);
    double beside = p99(bare);
    double during = p99(noised);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("the others' p99 longer by", longer(before, during), Unit.PERCENT).atMost(GOAL));
    figures.add(Figure.of("beside a bare writer longer by", longer(before, beside), Unit.PERCENT));
    figures.add(
        Figure.of("due to agent, with noise: p99", during, Unit.MILLISECONDS).withFloor(beside));
    figures.add(
        Figure.of("without noise: longest p99 to shortest", Stretch.spread(quiet), Unit.TIMES));
    for (int round = 0; round < quiet.size(); round++) {
      figures.addAll(latencies("without noise", round, quiet));
      figures.addAll(latencies("beside a bare writer", round, bare));
      figures.addAll(latencies("with noise", round, noised));
      figures.addAll(legs(noised.get(round), round + 1));
    }
    return figures;
  }

  private static double p99(List<Stretch> same) {
    return Stretch.medianOf(same.stream().map(Stretch::p99).toList());
  }

  private static double longer(double before, double during) {
    return (during / before - 1) * PERCENT;
  }

  private static List<Figure> latencies(String kind, int round, List<Stretch> same) {
    return same.get(round).latencies().figures("%s, stretch %d".formatted(kind, round + 1));
  }

  /// Where the time goes.
  private static List<Figure> legs(Stretch noised, int number) {
    return List.of(
        Figure.of(
            "with noise, stretch %d: due to change, p99".formatted(number),
            noised.changed().p99(),
            Unit.MILLISECONDS),
        Figure.of(
            "with noise, stretch %d: change to agent, p99".formatted(number),
            noised.delivered().p99(),
            Unit.MILLISECONDS));
  }
}

package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.fleet.Act;
import io.fairlead.benchmarks.fleet.FleetAgent;
import io.fairlead.benchmarks.fleet.Reporting;
import io.fairlead.benchmarks.fleet.Script;
import io.fairlead.benchmarks.fleet.Share;
import io.fairlead.benchmarks.fleet.SyncWatch;
import io.fairlead.benchmarks.floor.BareSockets;
import io.fairlead.benchmarks.hub.GatewaySize;
import io.fairlead.benchmarks.hub.Wire;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Unit;
import io.fairlead.session.core.SessionSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// How soon a fleet is back whose agents were all killed at once and all start at once, when
/// nothing has changed meanwhile, and what that takes of the network.
///
/// Its floor is as many handshakes with as many bytes as an answer, by a server that does nothing
/// else.
public final class StormBenchmark implements Benchmark {
  private static final int EACH = 3;
  private static final double MOST_SECONDS = 20;
  private static final double MOST_BYTES = 1_024;

  /// An agent waits up to a second before it connects, however small the fleet is.
  private static final double FIRST_DELAY = 1;

  private static final double FULL_FLEET = 10_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double MILLIS = 1_000;

  /// About what a welcome has.
  private static final int FLOOR_BYTES = 88;

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public String work(Size size) {
    return "%,d agents that hold %d configurations each were in sync, are killed, and start at once; %s"
        .formatted(agents(size), EACH, gateway(size).words());
  }

  private static int agents(Size size) {
    return size.of(10_000, 1_500);
  }

  /// Half of the heap decides how many sessions a gateway takes.
  static GatewaySize gateway(Size size) {
    return new GatewaySize(size.of(2_048, 512), 1_000, 2_000);
  }

  /// 20 s for 10,000 agents, and less for fewer in proportion, but for the first delay.
  private static double goal(Size size) {
    return FIRST_DELAY + (MOST_SECONDS - FIRST_DELAY) * agents(size) / FULL_FLEET;
  }

  @Override
  public List<Figure> run(Bench bench) throws InterruptedException {
    int count = agents(bench.size());
    try (FleetInSync fleet =
        FleetInSync.of(
            bench, gateway(bench.size()), name(), count, EACH, Reporting.NOTHING, LIMIT)) {
      List<FleetAgent> agents = fleet.agents().agents();
      bench.say("killing them");
      Script.of(Share.ALL, Act.KILL).play(agents);
      fleet.awaitNoSessions();
      BareSockets.Opened floor = floor(bench, count);
      Answers before = Answers.now(fleet.hub(), List.of());
      bench.say("storm");
      SyncWatch.Seen seen =
          bench.measure(
              () -> {
                long begin = System.nanoTime();
                Script.of(Share.ALL, Act.START).play(agents);
                return SyncWatch.await(agents, begin, FleetAgent::isLive, "in sync", LIMIT);
              });
      Wire wire = Wire.at(fleet.hub().gateway().getPort());
      return figures(
          bench.size(), agents, seen, floor, wire, Answers.now(fleet.hub(), agents).since(before));
    }
  }

  private static BareSockets.Opened floor(Bench bench, int count) throws InterruptedException {
    bench.say("floor: %,d bare handshakes".formatted(count));
    try (BareSockets floor = BareSockets.start(bench.vertx(), count)) {
      return floor.open(count, FLOOR_BYTES);
    }
  }

  private static List<Figure> figures(
      Size size,
      List<FleetAgent> agents,
      SyncWatch.Seen seen,
      BareSockets.Opened floor,
      Wire wire,
      Answers answers) {
    List<SessionSnapshot> snapshots =
        agents.stream().map(FleetAgent::snapshot).map(Objects::requireNonNull).toList();
    double frames =
        snapshots.stream().mapToLong(now -> now.current().bytes()).average().orElseThrow();
    double attempts = snapshots.stream().mapToDouble(SessionSnapshot::attempts).max().orElseThrow();
    double all = seen.all().toMillis() / MILLIS;
    double bare = floor.all().toMillis() / MILLIS;
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("all in sync", all, Unit.SECONDS).atMost(goal(size)).withFloor(bare));
    figures.add(Figure.of("of the floor", all / bare, Unit.TIMES));
    figures.add(
        Figure.of(
                "from the hub a session, handshake included",
                (double) wire.sentBytes() / wire.connections(),
                Unit.BYTES)
            .atMost(MOST_BYTES));
    figures.add(Figure.of("frames from the hub a session", frames, Unit.BYTES).atMost(MOST_BYTES));
    figures.addAll(answers.figures());
    figures.add(Figure.of("attempts of the unluckiest agent", attempts, Unit.COUNT));
    figures.addAll(seen.handshakes().figures("handshake answered"));
    figures.addAll(seen.arrivals().figures("in sync"));
    return figures;
  }
}

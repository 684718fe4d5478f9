package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Sharing;
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

  private static final int FULL_FLEET = 10_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double MILLIS = 1_000;

  private static final Share FLAPPING = new Share(0, 0.1);

  /// About what a welcome has.
  private static final int FLOOR_BYTES = 88;

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public String work(Size size) {
    return "%,d agents that hold %d configurations each were in sync, which is the warm-up, are killed, and start at once; %s"
        .formatted(agents(size), EACH, gateway(size).words());
  }

  @Override
  public GatewaySize gateway(Size size) {
    return ManySessions.gateway(size);
  }

  @Override
  public Sharing sharing() {
    return Sharing.BETWEEN;
  }

  private static int agents(Size size) {
    return size.of(10_000, 1_000);
  }

  /// 20 s for 10,000 agents, and less for fewer in proportion, but for the first delay.
  private static double goal(Size size) {
    return ManySessions.goal(MOST_SECONDS, agents(size), FULL_FLEET);
  }

  @Override
  public List<Figure> run(Bench bench) throws InterruptedException {
    int count = agents(bench.size());
    try (FleetInSync fleet = FleetInSync.of(bench, name(), count, EACH, Reporting.NOTHING, LIMIT)) {
      List<FleetAgent> agents = fleet.agents().agents();
      bench.say("killing them");
      Script.of(Share.ALL, Act.KILL).play(agents);
      fleet.awaitNoSessions();
      BareSockets.Opened floor = ManySessions.floor(bench, count, FLOOR_BYTES);
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
      List<Figure> figures =
          figures(
              bench.size(),
              agents,
              seen,
              floor,
              wire,
              Answers.now(fleet.hub(), agents).since(before));
      figures.addAll(flapping(bench, agents));
      return figures;
    }
  }

  /// Links that come and go, which has no goal: how long after the last time all are in sync.
  private static List<Figure> flapping(Bench bench, List<FleetAgent> agents)
      throws InterruptedException {
    bench.say("a tenth off the network and on it, %d times".formatted(ManySessions.FLAPS));
    ManySessions.flapping(FLAPPING).play(agents);
    return SyncWatch.await(
            FLAPPING.of(agents),
            System.nanoTime(),
            FleetAgent::isLive,
            "in sync after flapping",
            LIMIT)
        .arrivals()
        .figures("in sync after a tenth was off %d times".formatted(ManySessions.FLAPS));
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
    figures.add(
        Figure.of(
                "from the hub a session, handshake included",
                (double) wire.sentBytes() / wire.connections(),
                Unit.BYTES)
            .atMost(MOST_BYTES));
    figures.add(
        Figure.of(
            "to the hub a session, handshake included",
            (double) wire.receivedBytes() / wire.connections(),
            Unit.BYTES));
    figures.add(Figure.of("frames from the hub a session", frames, Unit.BYTES).atMost(MOST_BYTES));
    figures.addAll(answers.figures());
    figures.add(Figure.of("attempts of the unluckiest agent", attempts, Unit.COUNT));
    figures.addAll(seen.handshakes().figures("handshake answered"));
    figures.addAll(seen.arrivals().figures("in sync"));
    return figures;
  }
}

package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Sharing;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.fleet.Act;
import io.fairlead.benchmarks.fleet.FleetAgent;
import io.fairlead.benchmarks.fleet.Reporting;
import io.fairlead.benchmarks.fleet.Script;
import io.fairlead.benchmarks.fleet.Share;
import io.fairlead.benchmarks.fleet.SyncWatch;
import io.fairlead.benchmarks.floor.BareSockets;
import io.fairlead.benchmarks.hub.GatewaySize;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Unit;
import io.fairlead.benchmarks.store.Configurations;
import io.fairlead.benchmarks.store.Edits;
import io.fairlead.benchmarks.store.Transactions;
import io.fairlead.session.core.SessionSnapshot;
import io.fairlead.session.core.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// How soon agents are current that come back after all they hold was edited many times, how much
/// of that history they are told, and whether the database takes part.
///
/// Its floor is as many handshakes, each with as many bytes as an answer, by a server that does
/// nothing else. Part of the fleet then returns once more, which only informs.
public final class BacklogBenchmark implements Benchmark {
  private static final int EACH = 10;
  private static final double MOST_SECONDS = 15;

  private static final int FULL_FLEET = 2_000;
  private static final int MOST_ROUNDS = 10;

  /// What an idle hub does is known to some ten transactions, whatever the time; the longer that
  /// is, the less they count in a second.
  private static final Duration IDLE = Duration.ofSeconds(45);

  /// What sessions say is stored in batches: far fewer transactions than agents.
  private static final double MOST_TRANSACTIONS = 0.05;

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration PUBLISHED = Duration.ofMinutes(3);
  private static final double MILLIS = 1_000;

  @Override
  public String name() {
    return "backlog";
  }

  @Override
  public String work(Size size) {
    return ("%,d agents come back to %d configurations that were edited %d times each meanwhile (%,d edits), "
            + "as updates of the store's rows of which up to 1,000 are a transaction; then a twentieth "
            + "each once more behind slow links, flapping, and wiped; %s%s")
        .formatted(
            agents(size),
            EACH,
            times(size),
            agents(size) * EACH * times(size),
            size.of("warmed up by coming back until compilers rest; ", ""),
            gateway(size).words());
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
    return size.of(2_000, 200);
  }

  private static int times(Size size) {
    return size.of(100, 10);
  }

  /// 15 s for 2,000 agents, and less for fewer in proportion, but for the first delay.
  private static double goal(Size size) {
    return ManySessions.goal(MOST_SECONDS, agents(size), FULL_FLEET);
  }

  @Override
  public List<Figure> run(Bench bench) throws InterruptedException {
    int count = agents(bench.size());
    try (FleetInSync fleet =
        FleetInSync.of(bench, name(), count, EACH, Reporting.COMPLIANT_AT_ONCE, LIMIT)) {
      List<FleetAgent> agents = fleet.agents().agents();
      bench.warmUpFurther(MOST_ROUNDS, () -> warmUp(fleet));
      Script.of(Share.ALL, Act.GO_OFFLINE).play(agents);
      fleet.awaitNoSessions();
      double published = edit(bench, fleet);
      Desired desired = Desired.of(fleet.hub());
      // What is busy, as the publisher always is, writes down within a second what it did.
      Thread.sleep(bench.size().of(Transactions.LAG, Duration.ofSeconds(3)));
      Transactions.Count before = Transactions.count(fleet.hub());
      bench.say("coming back");
      SyncWatch.Seen seen = bench.measure(() -> comeBack(agents, desired));
      Thread.sleep(Transactions.LAG);
      Transactions.Count after = Transactions.count(fleet.hub());
      bench.say("counting the transactions of a hub with sessions that are idle");
      Thread.sleep(bench.size().of(IDLE, Duration.ofSeconds(6)));
      double idle = Transactions.count(fleet.hub()).perSecondSince(after);
      List<Traffic> traffic =
          agents.stream()
              .map(FleetAgent::snapshot)
              .map(Objects::requireNonNull)
              .map(SessionSnapshot::current)
              .toList();
      List<Figure> figures =
          figures(
              bench.size(),
              seen,
              traffic,
              ManySessions.floor(bench, traffic.size(), bytes(traffic)),
              new Hubs(after.beyond(idle, before), idle, published));
      figures.addAll(new SecondReturn(bench, fleet).play());
      return figures;
    }
  }

  private static SyncWatch.Seen comeBack(List<FleetAgent> agents, Desired desired)
      throws InterruptedException {
    long begin = System.nanoTime();
    Script.of(Share.ALL, Act.GO_ONLINE).play(agents);
    return SyncWatch.await(agents, begin, desired::isHeldBy, "current", LIMIT);
  }

  /// The same after few edits.
  private static SyncWatch.Seen warmUp(FleetInSync fleet) throws InterruptedException {
    List<FleetAgent> agents = fleet.agents().agents();
    Script.of(Share.ALL, Act.GO_OFFLINE).play(agents);
    fleet.awaitNoSessions();
    edit(fleet, 2, "w");
    SyncWatch.Seen seen = comeBack(agents, Desired.of(fleet.hub()));
    // What the hub had not got would be said once more in what is measured.
    fleet.agents().await(FleetAgent::hasSaidAll, "heard", LIMIT);
    return seen;
  }

  /// What the hub did.
  ///
  /// @param transactions for the reconnects
  /// @param idle transactions a second when all are there
  /// @param published records, while the configurations were edited
  private record Hubs(double transactions, double idle, double published) {}

  private static double edit(Bench bench, FleetInSync fleet) throws InterruptedException {
    Hub hub = fleet.hub();
    int times = times(bench.size());
    bench.say(
        "editing %,d configurations %d times".formatted(fleet.configurations().size(), times));
    double before = hub.recordsPublished();
    edit(fleet, times, "");
    return hub.recordsPublished() - before;
  }

  private static void edit(FleetInSync fleet, int times, String prefix)
      throws InterruptedException {
    new Edits(fleet.hub())
        .edit(
            fleet.configurations(),
            times,
            time -> Bodies.properties(prefix + String.format(Locale.ROOT, "%06d", time + 1)));
    new Configurations(fleet.hub()).awaitPublished(PUBLISHED);
  }

  private static int bytes(List<Traffic> traffic) {
    return (int) traffic.stream().mapToLong(Traffic::bytes).average().orElseThrow();
  }

  private static List<Figure> figures(
      Size size, SyncWatch.Seen seen, List<Traffic> traffic, BareSockets.Opened floor, Hubs hub) {
    double all = seen.all().toMillis() / MILLIS;
    double bare = floor.all().toMillis() / MILLIS;
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("all current", all, Unit.SECONDS).atMost(goal(size)).withFloor(bare));
    figures.add(
        Figure.of(
                "deliveries to an agent, at least",
                traffic.stream().mapToDouble(Traffic::changed).min().orElseThrow(),
                Unit.COUNT)
            .atLeast(EACH));
    figures.add(
        Figure.of(
                "deliveries to an agent, at most",
                traffic.stream().mapToDouble(Traffic::changed).max().orElseThrow(),
                Unit.COUNT)
            .atMost(EACH));
    figures.add(
        Figure.of(
                "transactions of PostgreSQL a reconnect",
                hub.transactions() / traffic.size(),
                Unit.COUNT)
            .atMost(MOST_TRANSACTIONS));
    figures.add(Figure.of("transactions of PostgreSQL for all", hub.transactions(), Unit.COUNT));
    figures.add(Figure.of("transactions of PostgreSQL while idle", hub.idle(), Unit.PER_SECOND));
    figures.add(Figure.of("records published during the edits", hub.published(), Unit.COUNT));
    figures.add(
        Figure.of(
            "frames from the hub a session",
            traffic.stream().mapToLong(Traffic::bytes).average().orElseThrow(),
            Unit.BYTES));
    figures.addAll(seen.handshakes().figures("handshake answered"));
    figures.addAll(seen.arrivals().figures("current"));
    return figures;
  }
}

package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.fleet.Act;
import io.fairlead.benchmarks.fleet.FleetAgent;
import io.fairlead.benchmarks.fleet.Script;
import io.fairlead.benchmarks.fleet.Share;
import io.fairlead.benchmarks.fleet.SlowLink;
import io.fairlead.benchmarks.fleet.SyncWatch;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.benchmarks.result.Unit;
import io.fairlead.benchmarks.store.Configurations;
import io.fairlead.benchmarks.store.Edits;
import io.fairlead.session.core.SessionSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;

/// Part of a fleet in sync leaves and returns as agents of bad places do: a twentieth behind slow
/// links, as many by links that come and go, and as many that lost all they had stored. The first
/// two missed an edit of each of their configurations. What is found only informs.
final class SecondReturn {
  private static final Share SLOW = new Share(0, 0.05);
  private static final Share FLAPPING = new Share(0.05, 0.1);
  private static final Share WIPED = new Share(0.1, 0.15);

  /// [#SLOW] and [#FLAPPING].
  private static final Share MISSING_AN_EDIT = new Share(0, 0.1);

  /// 100 Mbit/s: in no agent's way.
  private static final long FAST = 12_500_000;

  /// 64 kbit/s, for each agent and direction.
  private static final long SLOW_RATE = 8_000;

  /// For each wait; all of it takes some fifteen seconds.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final double MILLIS = 1_000;

  private final Bench bench;
  private final FleetInSync fleet;
  private final List<FleetAgent> agents;

  /// @param fleet in sync, all its agents connected
  SecondReturn(Bench bench, FleetInSync fleet) {
    this.bench = bench;
    this.fleet = fleet;
    this.agents = fleet.agents().agents();
  }

  /// Plays it.
  ///
  /// @throws IllegalStateException when those of a share are not current in time
  List<Figure> play() throws InterruptedException {
    try (SlowLink link = SlowLink.to(bench.vertx(), fleet.hub().gateway(), FAST)) {
      moveBehind(link);
      Desired desired = editWhileAway();
      List<Figure> figures = new ArrayList<>();
      figures.addAll(behind(link, desired));
      figures.addAll(flapping(desired));
      figures.addAll(wiped(desired));
      return figures;
    }
  }

  private void moveBehind(SlowLink link) throws InterruptedException {
    List<FleetAgent> slow = SLOW.of(agents);
    bench.say("moving %,d agents behind a link".formatted(slow.size()));
    slow.forEach(agent -> agent.through(link.near()));
    // Only a process that starts takes another way.
    Script.storm(SLOW, ManySessions.DOWN).play(agents);
    // What they still had to say would else be said on the slow link.
    SyncWatch.await(
        slow, System.nanoTime(), FleetAgent::hasSaidAll, "in sync behind a link", LIMIT);
  }

  private Desired editWhileAway() throws InterruptedException {
    Script.of(MISSING_AN_EDIT, Act.GO_OFFLINE).play(agents);
    SyncWatch.await(
        MISSING_AN_EDIT.of(agents),
        System.nanoTime(),
        SecondReturn::isOffline,
        "off the network",
        LIMIT);
    // Those of a cluster come one after another: the same share of them is of the same agents.
    new Edits(fleet.hub())
        .edit(MISSING_AN_EDIT.of(fleet.configurations()), 1, _ -> Bodies.properties("once-more"));
    new Configurations(fleet.hub()).awaitPublished(LIMIT);
    return Desired.of(fleet.hub());
  }

  private static boolean isOffline(FleetAgent agent) {
    SessionSnapshot now = agent.snapshot();
    return now != null && now.phase() == SessionSnapshot.Phase.OFFLINE;
  }

  private List<Figure> behind(SlowLink link, Desired desired) throws InterruptedException {
    List<FleetAgent> slow = SLOW.of(agents);
    bench.say("%,d come back behind 64 kbit/s each".formatted(slow.size()));
    long before = link.carried();
    long begin = System.nanoTime();
    Script.of(link, SLOW_RATE).and(Script.of(SLOW, Act.GO_ONLINE)).play(agents);
    SyncWatch.Seen seen = awaitCurrent(slow, begin, desired, "current behind a slow link");
    double carried = link.carried() - before;
    List<Figure> figures = new ArrayList<>(times("current behind 64 kbit/s", seen.arrivals()));
    figures.add(
        Figure.of(
            "on the slow link an agent, both ways, until all are current",
            carried / slow.size(),
            Unit.BYTES));
    return figures;
  }

  private List<Figure> flapping(Desired desired) throws InterruptedException {
    List<FleetAgent> flapping = FLAPPING.of(agents);
    bench.say(
        "%,d on the network and off it, %d times".formatted(flapping.size(), ManySessions.FLAPS));
    // They are off it already: the edit reaches them in what time there is between two flaps.
    ManySessions.flapping(FLAPPING).play(agents);
    SyncWatch.Seen seen =
        awaitCurrent(flapping, System.nanoTime(), desired, "current after flapping");
    return List.of(
        Figure.of(
            "all current after the last of %d flaps".formatted(ManySessions.FLAPS),
            seen.all().toMillis() / MILLIS,
            Unit.SECONDS));
  }

  private List<Figure> wiped(Desired desired) throws InterruptedException {
    List<FleetAgent> wiped = WIPED.of(agents);
    bench.say("%,d lose all they had stored, and come back".formatted(wiped.size()));
    long begin = System.nanoTime();
    Script.wiped(WIPED).play(agents);
    SyncWatch.Seen seen = awaitCurrent(wiped, begin, desired, "current after a wipe");
    LongSummaryStatistics deliveries =
        wiped.stream()
            .map(FleetAgent::snapshot)
            .map(Objects::requireNonNull)
            .mapToLong(now -> now.current().changed())
            .summaryStatistics();
    List<Figure> figures = new ArrayList<>(times("current after a wipe", seen.arrivals()));
    figures.add(
        Figure.of(
            "deliveries to a wiped agent, at least", (double) deliveries.getMin(), Unit.COUNT));
    figures.add(
        Figure.of(
            "deliveries to a wiped agent, at most", (double) deliveries.getMax(), Unit.COUNT));
    return figures;
  }

  private static SyncWatch.Seen awaitCurrent(
      List<FleetAgent> agents, long begin, Desired desired, String what)
      throws InterruptedException {
    return SyncWatch.await(agents, begin, desired::isHeldBy, what, LIMIT);
  }

  private static List<Figure> times(String leg, Latencies took) {
    return List.of(
        Figure.of(leg + ": median", took.median(), Unit.MILLISECONDS),
        Figure.of(leg + ": maximum", took.max(), Unit.MILLISECONDS));
  }
}

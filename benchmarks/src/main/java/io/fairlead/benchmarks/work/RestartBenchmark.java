package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.fleet.AgentFleet;
import io.fairlead.benchmarks.fleet.AgentObserver;
import io.fairlead.benchmarks.fleet.FleetAgent;
import io.fairlead.benchmarks.fleet.Reporting;
import io.fairlead.benchmarks.floor.GlobalStoreFloor;
import io.fairlead.benchmarks.floor.TopicFloor;
import io.fairlead.benchmarks.hub.GatewayProcess;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.hub.ProcessWatch;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.ProcessUse;
import io.fairlead.benchmarks.result.Unit;
import io.fairlead.benchmarks.store.Clusters;
import io.fairlead.benchmarks.store.Configurations;
import io.fairlead.benchmarks.store.Subscription;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.topic.Topic;
import io.fairlead.local.ServiceProgram;
import io.fairlead.session.core.SessionSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// How long a gateway with a large table is away when it is started again, and how long it takes to
/// build the table from nothing.
///
/// Its floor is a bare global store of Kafka Streams over the same topic, in a process of its own
/// with the same flags: when it is opened again, and when it is filled from nothing.
public final class RestartBenchmark implements Benchmark {
  private static final int FULL_CONFIGURATIONS = 1_000_000;
  private static final int OF_A_CLUSTER = 100;

  /// In several of the topic's partitions.
  private static final int WITNESSES = 12;

  private static final double RESTART_SECONDS = 5;
  private static final double FROM_NOTHING_SECONDS = 25;
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final Duration PUBLISHED = Duration.ofMinutes(20);
  private static final double NANOS = 1e9;

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public String work(Size size) {
    return ("start of a gateway with %,d configurations of %d B in its table, of %,d clusters:"
            + " after kill -9, after a stop in order, and from nothing, %d times each; no warm-up, the policy engine is stopped")
        .formatted(
            configurations(size),
            Bodies.flux("000000").length(),
            configurations(size) / OF_A_CLUSTER,
            times(size));
  }

  private static int times(Size size) {
    return size.of(3, 1);
  }

  private static int configurations(Size size) {
    return size.of(FULL_CONFIGURATIONS, 30_000);
  }

  @Override
  public Duration limit(Size size) {
    return size.of(Duration.ofMinutes(60), Duration.ofMinutes(3));
  }

  @Override
  public List<Figure> run(Bench bench) throws InterruptedException {
    Hub hub = bench.hub();
    int count = configurations(bench.size());
    Clusters clusters = new Clusters(hub, Subscription.named(name()));
    List<Clusters.Keyed> watched = clusters.register("restart-watched", WITNESSES);
    List<ResourceId> all = new ArrayList<>(watched.stream().map(Clusters.Keyed::id).toList());
    all.addAll(clusters.registerAbsent("restart", count / OF_A_CLUSTER - WITNESSES));

    // Each would have a processor to itself while a million configurations come in.
    hub.stop(ServiceProgram.GATEWAY);
    hub.stop(ServiceProgram.ENGINE);
    try (GatewayProcess gateway =
            new GatewayProcess(bench.home(), hub, bench.directory().resolve("gateway"));
        AgentFleet witnesses =
            AgentFleet.of(gateway.root(), watched, Reporting.NOTHING, AgentObserver.NOBODY)) {
      double _ = gateway.awaitReady(LIMIT);
      return run(bench, gateway, witnesses, all);
    }
  }

  private static List<Figure> run(
      Bench bench, GatewayProcess gateway, AgentFleet witnesses, List<ResourceId> all)
      throws InterruptedException {
    Hub hub = bench.hub();
    int count = configurations(bench.size());
    Configurations configurations = new Configurations(hub);
    bench.say("writing %,d configurations".formatted(count));
    long begin = System.nanoTime();
    configurations.insert(count, number -> wanted(all, number));
    double written = secondsSince(begin);
    bench.say("waiting until they are published");
    bench.measure(
        () -> {
          configurations.awaitPublished(PUBLISHED);
          return count;
        });
    double published = secondsSince(begin);
    // The gateway answers an agent when its table has what is published for its cluster.
    witnesses.startAll();
    witnesses.await(RestartBenchmark::isInSync, "in sync", LIMIT);
    witnesses.agents().forEach(agent -> agent.stop().join());
    double behind = secondsSince(begin);

    int times = times(bench.size());
    bench.say("after kill -9");
    List<Served> killed = served(times, gateway, witnesses, gateway::kill);
    bench.say("after a stop in order");
    List<Served> stopped = served(times, gateway, witnesses, gateway::stop);
    bench.say("from nothing");
    List<Served> nothing =
        served(
            times,
            gateway,
            witnesses,
            () -> {
              gateway.stop();
              gateway.forget();
            });
    gateway.stop();

    bench.say("floor: a bare global store");
    Path directory = bench.directory().resolve("floor");
    double bareNothing = bare(hub, directory);
    double bareAgain = bare(hub, directory);
    TopicFloor.Read read =
        TopicFloor.all(hub.bootstrapServers(), Topic.CONFIGURATIONS.topicName(), LIMIT);

    List<Figure> figures = new ArrayList<>();
    figures.addAll(figures("after kill -9", killed, RESTART_SECONDS, bareAgain));
    figures.addAll(figures("after a stop", stopped, RESTART_SECONDS, bareAgain));
    figures.addAll(figures("from nothing", nothing, goalFromNothing(bench.size()), bareNothing));
    figures.addAll(
        List.of(
            Figure.of("bare read of the topic", seconds(read.taken()), Unit.SECONDS),
            Figure.of("records of the topic", (double) read.records(), Unit.COUNT),
            Figure.of("bytes of the topic", (double) read.bytes(), Unit.BYTES),
            Figure.of("table on the gateway's disk", (double) gateway.tableBytes(), Unit.BYTES),
            Figure.of("database on disk", (double) configurations.databaseBytes(), Unit.BYTES),
            Figure.of("rows written", count / written, Unit.PER_SECOND),
            Figure.of("published since the first row", count / published, Unit.PER_SECOND),
            Figure.of("known to the gateway after that", behind - published, Unit.SECONDS)));
    return figures;
  }

  /// Quick: what a start takes without a table does not become less with it.
  private static double goalFromNothing(Size size) {
    return RESTART_SECONDS
        + (FROM_NOTHING_SECONDS - RESTART_SECONDS) * configurations(size) / FULL_CONFIGURATIONS;
  }

  private static Configurations.Wanted wanted(List<ResourceId> clusters, int number) {
    ResourceId cluster = clusters.get(number / OF_A_CLUSTER);
    int place = number % OF_A_CLUSTER;
    return new Configurations.Wanted(
        Bodies.id(cluster, "kept-%03d".formatted(place)),
        Bodies.properties("%06d".formatted(number % FULL_CONFIGURATIONS)));
  }

  private static boolean isInSync(FleetAgent agent) {
    SessionSnapshot now = agent.snapshot();
    return now != null && agent.isLive() && now.held().count() == OF_A_CLUSTER;
  }

  /// A gateway that serves again.
  ///
  /// @param ready from its start until it said so itself, seconds
  /// @param session from then until an agent was told that it holds what is wanted, seconds
  /// @param use of the new process until then
  private record Served(double ready, double session, ProcessUse use) {
    static final Comparator<Served> SOONEST_FIRST = Comparator.comparingDouble(Served::ready);
  }

  /// Of the middle one, and how long the slowest took.
  private static List<Figure> figures(String when, List<Served> served, double goal, double floor) {
    List<Served> sorted = served.stream().sorted(Served.SOONEST_FIRST).toList();
    Served middle = sorted.get(sorted.size() / 2);
    return List.of(
        Figure.of(when + ": ready", middle.ready(), Unit.SECONDS).atMost(goal).withFloor(floor),
        Figure.of(when + ": ready, slowest", sorted.getLast().ready(), Unit.SECONDS),
        Figure.of(when + ": first session in sync after that", middle.session(), Unit.SECONDS),
        Figure.of(when + ": CPU seconds of the gateway", middle.use().cpuSeconds(), Unit.SECONDS),
        Figure.of(
            when + ": peak memory of the gateway", (double) middle.use().peakBytes(), Unit.BYTES));
  }

  private static List<Served> served(
      int times, GatewayProcess gateway, AgentFleet witnesses, Runnable end)
      throws InterruptedException {
    List<Served> served = new ArrayList<>();
    for (int time = 0; time < times; time++) {
      end.run();
      gateway.start();
      served.add(served(gateway, witnesses));
    }
    return served;
  }

  private static Served served(GatewayProcess gateway, AgentFleet witnesses)
      throws InterruptedException {
    double ready = gateway.awaitReady(LIMIT);
    ProcessUse use =
        ProcessWatch.sinceStart(Map.of("agent-gateway", gateway.pid())).use().getFirst();
    FleetAgent agent = witnesses.agents().getFirst();
    long begin = System.nanoTime();
    agent.start().join();
    Waiting.until(
        () -> isInSync(agent),
        () -> "no agent gets in sync: " + agent.snapshot(),
        BETWEEN_LOOKS,
        LIMIT);
    double session = secondsSince(begin);
    agent.stop().join();
    return new Served(ready, session, use);
  }

  private static double bare(Hub hub, Path directory) {
    return seconds(
        GlobalStoreFloor.start(
            hub.bootstrapServers(), Topic.CONFIGURATIONS.topicName(), directory, LIMIT));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / NANOS;
  }
}

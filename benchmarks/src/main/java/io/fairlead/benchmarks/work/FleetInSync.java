package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.fleet.Act;
import io.fairlead.benchmarks.fleet.AgentFleet;
import io.fairlead.benchmarks.fleet.AgentObserver;
import io.fairlead.benchmarks.fleet.FleetAgent;
import io.fairlead.benchmarks.fleet.OpenFiles;
import io.fairlead.benchmarks.fleet.Reporting;
import io.fairlead.benchmarks.fleet.Script;
import io.fairlead.benchmarks.fleet.Share;
import io.fairlead.benchmarks.fleet.SyncWatch;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.store.Clusters;
import io.fairlead.benchmarks.store.Configurations;
import io.fairlead.benchmarks.store.Subscription;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.local.ServiceProgram;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A fleet whose agents hold all that they are to hold, and are connected.
///
/// @param hub theirs
/// @param agents they
/// @param configurations of all of them, those of a cluster one after another
record FleetInSync(Hub hub, AgentFleet agents, List<ResourceId> configurations)
    implements AutoCloseable {
  private static final Duration PUBLISHED = Duration.ofMinutes(2);
  private static final int FEW = 100;
  private static final int WAVE = 500;
  private static final String FIRST = "000000";

  /// Registers clusters with so many configurations each, and connects their agents.
  ///
  /// @param name of the clusters' subscription and resource group
  /// @param limit until some hundred of them are in sync
  static FleetInSync of(
      Bench bench, String name, int clusters, int each, Reporting reporting, Duration limit)
      throws InterruptedException {
    FleetInSync fleet = registered(bench, name, clusters, each, reporting);
    try {
      fleet.connect(bench, each, limit);
      return fleet;
    } catch (RuntimeException | InterruptedException e) {
      fleet.close();
      throw e;
    }
  }

  /// The same, of which no agent runs yet.
  static FleetInSync registered(
      Bench bench, String name, int clusters, int each, Reporting reporting)
      throws InterruptedException {
    OpenFiles.requireHere(clusters);
    Hub hub = bench.hub();
    OpenFiles.requireOf(ServiceProgram.GATEWAY, hub.pid(ServiceProgram.GATEWAY), clusters);
    bench.say("registering %,d clusters with %d configurations each".formatted(clusters, each));
    List<Clusters.Keyed> keyed =
        new Clusters(hub, Subscription.named(name)).register(name, clusters);
    List<ResourceId> ids =
        keyed.stream()
            .flatMap(
                cluster ->
                    IntStream.range(0, each)
                        .mapToObj(
                            number ->
                                Bodies.id(
                                    cluster.id(),
                                    String.format(Locale.ROOT, "config-%03d", number))))
            .toList();
    Configurations store = new Configurations(hub);
    store.insert(
        ids.size(), number -> new Configurations.Wanted(ids.get(number), Bodies.properties(FIRST)));
    store.awaitPublished(PUBLISHED);
    return new FleetInSync(
        hub, AgentFleet.of(hub.gateway(), keyed, reporting, AgentObserver.NOBODY), ids);
  }

  /// Starts all agents that do not run, some hundred at a time so that none is sent away, and
  /// returns when all are in sync and have said all that they had to say.
  ///
  /// @param limit for some hundred of them
  void connect(Bench bench, int each, Duration limit) throws InterruptedException {
    List<FleetAgent> all = agents.agents();
    bench.say("connecting %,d agents".formatted(all.size()));
    for (int first = 0; first < all.size(); first += WAVE) {
      List<FleetAgent> wave = all.subList(first, Math.min(all.size(), first + WAVE));
      Script.of(Share.ALL, Act.START).play(wave);
      SyncWatch.await(wave, System.nanoTime(), agent -> holds(agent, each), "in sync", limit);
    }
  }

  /// Connects a few, and ends them again: what is loaded with the first session of a gateway is not
  /// of each.
  void warmUp(Bench bench, int each, Duration limit) throws InterruptedException {
    bench.say("warming up with %d agents".formatted(FEW));
    List<FleetAgent> few = agents.agents().subList(0, FEW);
    Script.of(Share.ALL, Act.START).play(few);
    SyncWatch.await(few, System.nanoTime(), agent -> holds(agent, each), "in sync", limit);
    Script.of(Share.ALL, Act.STOP).play(few);
    awaitNoSessions();
  }

  private static boolean holds(FleetAgent agent, int each) {
    var now = agent.snapshot();
    return now != null && now.held().count() == each && agent.hasSaidAll();
  }

  /// Waits until the gateway has seen all sessions end.
  void awaitNoSessions() throws InterruptedException {
    hub.awaitNoSessions();
  }

  @Override
  public void close() {
    agents.close();
  }
}

package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.fleet.Reporting;
import io.fairlead.benchmarks.floor.BareSockets;
import io.fairlead.benchmarks.hub.GatewaySize;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.hub.LiveHeap;
import io.fairlead.benchmarks.hub.Wire;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Unit;
import io.fairlead.local.ServiceProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a session costs in which nothing happens: heap at the gateway, and bytes on the wire.
///
/// Its floor is the heap of as many WebSockets at a server that does nothing.
public final class IdleBenchmark implements Benchmark {
  private static final int EACH = 3;
  private static final double MOST_HEAP = 20 * 1_024;
  private static final double MOST_BYTES_A_DAY = 1_000_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /// What an opening leaves to be done: reports, acknowledgements, delayed segments.
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
  private static final double NANOS = 1e9;
  private static final int SMALL = 128;

  /// What there is of one gateway without sessions and with all of them.
  private record Heaps(double none, double all) {
    double each(int sessions) {
      return (all - none) / sessions;
    }
  }

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String work(Size size) {
    return "%,d sessions in sync that hold %d configurations each, watched for %d s without TLS, after others were there; heap alive after two full collections; %s"
        .formatted(agents(size), EACH, stretch(size).toSeconds(), gateway(size).words());
  }

  @Override
  public GatewaySize gateway(Size size) {
    return ManySessions.gateway(size);
  }

  private static int agents(Size size) {
    return size.of(10_000, 1_000);
  }

  private static Duration stretch(Size size) {
    return Duration.ofSeconds(size.of(120, 25));
  }

  @Override
  public List<Figure> run(Bench bench) throws InterruptedException {
    int count = agents(bench.size());
    Watched watched = watch(bench, count);
    // When the agents are gone: this process may not have as many connections again.
    return figures(count, watched.heaps(), floor(bench, count), watched.wire(), watched.days());
  }

  /// What idle sessions took.
  ///
  /// @param days for how long they were watched
  private record Watched(Heaps heaps, Wire wire, double days) {}

  private Watched watch(Bench bench, int count) throws InterruptedException {
    try (FleetInSync fleet =
        FleetInSync.registered(bench, name(), count, EACH, Reporting.COMPLIANT_AT_ONCE)) {
      Hub hub = fleet.hub();
      fleet.warmUp(bench, EACH, LIMIT);
      double none = heap(hub);
      fleet.connect(bench, EACH, LIMIT);
      Thread.sleep(SETTLING);
      Heaps heaps = new Heaps(none, heap(hub));
      bench.say("idle for %d s".formatted(stretch(bench.size()).toSeconds()));
      Wire before = Wire.at(hub.gateway().getPort());
      long begin = System.nanoTime();
      bench.measure(
          () -> {
            Thread.sleep(stretch(bench.size()));
            return begin;
          });
      Wire wire = Wire.at(hub.gateway().getPort()).since(before);
      double days = (System.nanoTime() - begin) / NANOS / SECONDS_A_DAY;
      if (hub.sessionsOpen() != count) {
        throw new IllegalStateException(
            "%,.0f of %,d sessions are open after the stretch"
                .formatted(hub.sessionsOpen(), count));
      }
      return new Watched(heaps, wire, days);
    }
  }

  private static double heap(Hub hub) throws InterruptedException {
    return LiveHeap.of(hub, hub.gateway(), hub.pid(ServiceProgram.GATEWAY));
  }

  private static Heaps floor(Bench bench, int count) throws InterruptedException {
    bench.say("floor: heap of %,d bare WebSockets".formatted(count));
    try (BareSockets floor =
        BareSockets.start(bench.vertx(), count, ManySessions.gateway(bench.size()))) {
      floor.open(SMALL, SMALL);
      double none = floor.liveHeap();
      floor.open(count - SMALL, SMALL);
      return new Heaps(none, floor.liveHeap());
    }
  }

  private static List<Figure> figures(int count, Heaps heaps, Heaps floor, Wire wire, double days) {
    double each = heaps.each(count);
    double bare = floor.each(count - SMALL);
    double sessionDays = days * count;
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("heap of the gateway a session", each, Unit.BYTES)
            .atMost(MOST_HEAP)
            .withFloor(bare));
    figures.add(
        Figure.of(
                "on the wire a day a cluster, TCP and IP headers included",
                wire.bytesWithHeaders() / sessionDays,
                Unit.BYTES)
            .atMost(MOST_BYTES_A_DAY));
    figures.add(
        Figure.of("from the hub, payload a day", wire.sentBytes() / sessionDays, Unit.BYTES));
    figures.add(
        Figure.of(
            "from the cluster, payload a day", wire.receivedBytes() / sessionDays, Unit.BYTES));
    figures.add(Figure.of("segments a day", wire.segments() / sessionDays, Unit.COUNT));
    figures.add(Figure.of("heap of the gateway without sessions", heaps.none(), Unit.BYTES));
    figures.add(Figure.of("heap of the gateway with all", heaps.all(), Unit.BYTES));
    return figures;
  }
}

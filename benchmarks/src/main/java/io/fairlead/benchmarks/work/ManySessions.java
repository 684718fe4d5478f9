package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.fleet.Script;
import io.fairlead.benchmarks.fleet.Share;
import io.fairlead.benchmarks.floor.BareSockets;
import io.fairlead.benchmarks.hub.GatewaySize;
import java.time.Duration;

/// What the benchmarks have in common in which a fleet of thousands connects.
final class ManySessions {
  /// An agent waits up to a second before it connects, however small the fleet is.
  private static final double FIRST_DELAY = 1;

  /// How often links that come and go do so.
  static final int FLAPS = 3;

  /// How long they are away each time.
  static final Duration DOWN = Duration.ofMillis(500);

  private static final Duration UP = Duration.ofSeconds(1);

  private ManySessions() {}

  /// Links that come and go.
  static Script flapping(Share share) {
    return Script.flapping(share, FLAPS, DOWN, UP);
  }

  /// Half of the heap decides how many sessions a gateway takes.
  static GatewaySize gateway(Size size) {
    return new GatewaySize(size.of(2_048, 512), 1_000, 2_000);
  }

  /// How long a fleet may take: less for a smaller one in proportion, but for the first delay.
  ///
  /// @param seconds for `full` agents
  static double goal(double seconds, int agents, int full) {
    return FIRST_DELAY + (seconds - FIRST_DELAY) * agents / full;
  }

  /// As many handshakes, each answered by so many bytes, by a server in a JVM like the gateway's.
  /// It has done the same once before, as the gateway has when its fleet was connected.
  static BareSockets.Opened floor(Bench bench, int count, int bytes) throws InterruptedException {
    bench.say("floor: %,d bare handshakes with %,d bytes each, twice".formatted(count, bytes));
    try (BareSockets floor = BareSockets.start(bench.vertx(), count, gateway(bench.size()))) {
      var _ = floor.open(count, bytes);
      floor.closeAll();
      return floor.open(count, bytes);
    }
  }
}

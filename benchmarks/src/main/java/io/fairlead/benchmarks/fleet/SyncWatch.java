package io.fairlead.benchmarks.fleet;

import io.fairlead.benchmarks.result.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/// Sees when each agent of a fleet is where it is to be, to a few milliseconds.
public final class SyncWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

  /// How long it took, each agent from the same begin.
  ///
  /// @param handshakes until the handshake was answered of the connection that led there
  /// @param arrivals until it was there
  /// @param all until the last was
  public record Seen(Latencies handshakes, Latencies arrivals, Duration all) {}

  private SyncWatch() {}

  /// Waits for all.
  ///
  /// @param begin by [System#nanoTime()]
  /// @param isThere what each is to be
  /// @param what that is, for a person
  /// @throws IllegalStateException when one is not in time; says how many are
  public static Seen await(
      List<FleetAgent> agents,
      long begin,
      Predicate<FleetAgent> isThere,
      String what,
      Duration limit)
      throws InterruptedException {
    Latencies handshakes = new Latencies();
    Latencies arrivals = new Latencies();
    List<FleetAgent> awaited = new ArrayList<>(agents);
    long now = begin;
    while (!awaited.isEmpty()) {
      if (now - begin > limit.toNanos()) {
        throw new IllegalStateException(
            "%,d of %,d agents are %s after %d s"
                .formatted(agents.size() - awaited.size(), agents.size(), what, limit.toSeconds()));
      }
      Thread.sleep(BETWEEN_LOOKS);
      List<FleetAgent> still = new ArrayList<>(awaited.size());
      Iterator<FleetAgent> each = awaited.iterator();
      now = System.nanoTime();
      while (each.hasNext()) {
        FleetAgent agent = each.next();
        if (isThere.test(agent)) {
          handshakes.record(agent.handshakeAnswered() - begin);
          arrivals.record(now - begin);
        } else {
          still.add(agent);
        }
      }
      awaited = still;
    }
    return new Seen(handshakes, arrivals, Duration.ofNanos(now - begin));
  }
}

package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.api.ApiClient;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.fleet.Arrivals;
import io.fairlead.benchmarks.load.OpenLoop;
import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.benchmarks.result.WallClock;
import io.fairlead.benchmarks.store.Deliveries;
import io.fairlead.contract.id.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Changes configurations at a steady rate, each once, and finds out how soon their agents had
/// them.
///
/// @param deliveries to the clusters that they are in
/// @param limit for the last to arrive
record CalmStretch(Deliveries deliveries, ApiClient user, Arrivals arrivals, Duration limit) {

  /// Runs, and returns when all have arrived.
  Stretch run(List<ResourceId> targets, int perSecond, Duration time) throws InterruptedException {
    arrivals.clear();
    Map<String, Long> dueByKey = new ConcurrentHashMap<>();
    OpenLoop.run(
            perSecond,
            Duration.ZERO,
            time,
            (number, due) -> {
              ResourceId id = targets.get(Math.toIntExact(number));
              dueByKey.put(id.key(), due);
              return user.put(Bodies.path(id), Bodies.flux("c%06d".formatted(number)));
            })
        .withoutFailures();
    arrivals.await(targets.size(), limit);
    WallClock clock = WallClock.now();
    Latencies latencies = new Latencies();
    Latencies changed = new Latencies();
    Latencies delivered = new Latencies();
    for (Deliveries.Delivery delivery : deliveries.all()) {
      Long due = dueByKey.get(delivery.key());
      if (due != null) {
        long written = clock.nanos(delivery.changedAt());
        long arrived = arrivals.of(delivery.generation()).orElseThrow();
        latencies.record(arrived - due);
        changed.record(written - due);
        delivered.record(arrived - written);
      }
    }
    if (latencies.count() != targets.size()) {
      throw new IllegalStateException(
          "%d of %d changes are found".formatted(latencies.count(), targets.size()));
    }
    return new Stretch(latencies, changed, delivered);
  }
}

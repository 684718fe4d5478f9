package io.fairlead.benchmarks;

import io.fairlead.benchmarks.hub.GatewaySize;
import io.fairlead.benchmarks.result.Figure;
import java.time.Duration;
import java.util.List;

/// One kind of work that is measured, with what it is to reach.
public interface Benchmark {
  /// What `./fairlead bench` calls it.
  String name();

  /// The work in a line, with its numbers and the warm-up.
  String work(Size size);

  /// Does the work. An interrupt ends it soon.
  ///
  /// @return what was found, in the order in which it is shown
  /// @throws RuntimeException when the work could not be done: then there are no figures
  List<Figure> run(Bench bench) throws InterruptedException;

  /// The gateway of the hub that it works with.
  default GatewaySize gateway(Size size) {
    return GatewaySize.SHIPPED;
  }

  /// Whether that hub may be used by others too.
  default Sharing sharing() {
    return Sharing.ALONE;
  }

  /// How long all of it may take, preparations included: longer is a failure.
  default Duration limit(Size size) {
    return size.of(Duration.ofMinutes(30), Duration.ofMinutes(3));
  }
}

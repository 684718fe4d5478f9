package io.fairlead.engine.run;

import io.fairlead.embedded.Lifeline;
import io.fairlead.engine.sample.Seals;
import io.fairlead.policy.evaluation.Evaluator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// An engine in a process of its own that takes its time for each cluster, so that it can be killed
/// in between.
final class SlowEngineMain {
  static final String STARTED = "started";
  private static final Duration EACH = Duration.ofMillis(5);

  private SlowEngineMain() {}

  /// Runs until it is killed.
  ///
  /// @param arguments where Kafka is, and the state directory
  public static void main(String[] arguments) {
    Lifeline.holdIfAsked();
    new Engine(
            TestHub.settings(arguments[0], Path.of(arguments[1])),
            new SimpleMeterRegistry(),
            Clock.systemUTC(),
            Seals.SEAL,
            (policies, cluster, now) -> {
              LockSupport.parkNanos(EACH.toNanos());
              return Evaluator.evaluate(policies, cluster, now);
            })
        .start(() -> System.exit(1));
    System.out.println(STARTED);
    // The threads of an engine keep no process alive.
    LockSupport.park();
  }
}

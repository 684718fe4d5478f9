package io.fairlead.engine.metrics;

import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.topic.Topic;
import io.fairlead.engine.decision.Policies;
import io.fairlead.engine.topology.EngineObserver;
import io.fairlead.engine.topology.TaskBoard;
import io.fairlead.policy.evaluation.PolicySet;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All metrics of the engine. Every label has a closed set of values, and every meter is there from
/// the start. Thread-safe.
public final class EngineMetrics implements EngineObserver {
  private final Timer evaluations;
  private final Timer sweeps;
  private final Counter writes;
  private final Counter withdrawals;
  private final Map<PolicyCompliance, Counter> verdicts = new EnumMap<>(PolicyCompliance.class);
  private final Counter takenBack;
  private final Counter failures;
  private final Map<String, Counter> poison = new HashMap<>();

  public EngineMetrics(
      MeterRegistry meters, InstantSource clock, Policies policies, TaskBoard board) {
    evaluations =
        Timer.builder("fairlead.engine.evaluations")
            .description("Evaluations of one cluster")
            .register(meters);
    sweeps =
        Timer.builder("fairlead.engine.sweeps")
            .description("Evaluations of the clusters of a task within the scopes concerned")
            .register(meters);
    writes = meters.counter("fairlead.engine.deployments", "action", "write");
    withdrawals = meters.counter("fairlead.engine.deployments", "action", "withdraw");
    for (PolicyCompliance compliance : PolicyCompliance.values()) {
      verdicts.put(
          compliance, meters.counter("fairlead.engine.verdicts", "compliance", compliance.name()));
    }
    takenBack = meters.counter("fairlead.engine.verdicts.taken.back");
    failures = meters.counter("fairlead.engine.failures");
    for (Topic topic : Topic.values()) {
      String name = topic.topicName();
      poison.put(name, meters.counter("fairlead.engine.poison.records", "topic", name));
    }
    countPolicies(meters, policies, "definition", PolicySet.Size::definitions);
    countPolicies(meters, policies, "initiative", PolicySet.Size::initiatives);
    countPolicies(meters, policies, "assignment", PolicySet.Size::assignments);
    countPolicies(meters, policies, "exemption", PolicySet.Size::exemptions);
    gauge(meters, "fairlead.engine.tasks", "Tasks of this process", board::tasks);
    gauge(
        meters,
        "fairlead.engine.dirty.clusters",
        "Clusters that changed and wait to be evaluated",
        board::dirty);
    gauge(
        meters,
        "fairlead.engine.oldest.unswept.change.seconds",
        "Age of the oldest change of policies that has not reached all clusters it concerns",
        () ->
            Stream.concat(policies.pendingSince().stream(), board.unsweptSince().stream())
                .min(Instant::compareTo)
                .map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0));
  }

  private static void countPolicies(
      MeterRegistry meters, Policies policies, String kind, ToIntFunction<PolicySet.Size> count) {
    Gauge.builder("fairlead.engine.policies", () -> count.applyAsInt(policies.size()))
        .description("Policies known")
        .tag("kind", kind)
        .strongReference(true)
        .register(meters);
  }

  private static void gauge(
      MeterRegistry meters, String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).strongReference(true).register(meters);
  }

  @Override
  public void evaluated(Duration took) {
    evaluations.record(took);
  }

  @Override
  public void swept(Duration took) {
    sweeps.record(took);
  }

  @Override
  public void asked(Deployment.Action action) {
    switch (action) {
      case Deployment.Action.Write _ -> writes.increment();
      case Deployment.Action.Withdraw _ -> withdrawals.increment();
    }
  }

  @Override
  public void said(PolicyCompliance compliance) {
    increment(verdicts.get(compliance));
  }

  @Override
  public void tookBack() {
    takenBack.increment();
  }

  @Override
  public void failed() {
    failures.increment();
  }

  /// A record could not be read.
  ///
  /// @param topic one of Fairlead's topics
  public void poison(String topic) {
    increment(poison.get(topic));
  }

  private static void increment(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}

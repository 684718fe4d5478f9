package io.fairlead.agent;

import io.fairlead.agent.control.Tally;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What can be measured of the controllers: all of it read from their tally. All labels are closed
/// sets.
@ApplicationScoped
public class ControllerMetrics {
  private static final double MILLIS = 1000;

  // A registry keeps what it reads weakly, so somebody else has to keep it.
  private final Supplier<@Nullable Tally> tally;
  private final MeterRegistry registry;

  ControllerMetrics(AgentService agent, MeterRegistry registry) {
    this.tally = () -> agent.tally().orElse(null);
    this.registry = registry;
  }

  void start(@Observes StartupEvent event) {
    register(registry, tally);
  }

  /// @param tally gives null as long as nothing runs; kept weakly
  static void register(MeterRegistry registry, Supplier<@Nullable Tally> tally) {
    for (Tally.Look look : Tally.Look.values()) {
      FunctionCounter.builder("fairlead.agent.reconciliations", tally, read(t -> t.looks(look)))
          .tag("outcome", look.name())
          .description("Looks taken at configurations")
          .register(registry);
    }
    for (Tally.Effect effect : Tally.Effect.values()) {
      for (ManagedKind kind : ManagedKind.values()) {
        FunctionCounter.builder("fairlead.agent.objects", tally, read(t -> t.objects(effect, kind)))
            .tag("effect", effect.name())
            .tag("kind", kind.name())
            .description("Objects that were applied, changed back or removed")
            .register(registry);
      }
    }
    for (Compliance state : Compliance.values()) {
      Gauge.builder("fairlead.agent.compliance", tally, read(t -> t.configurations(state)))
          .tag("state", state.name())
          .description("Configurations by how they fare")
          .register(registry);
    }
    FunctionCounter.builder("fairlead.agent.statuses.reported", tally, read(Tally::reports))
        .description("Statuses given to the session to be reported")
        .register(registry);
    Gauge.builder(
            "fairlead.agent.oldest.unapplied.change",
            tally,
            read(t -> t.oldestUnapplied().toMillis() / MILLIS))
        .baseUnit("seconds")
        .description("Age of the oldest change that waits to be applied; 0 when none does")
        .register(registry);
  }

  private static ToDoubleFunction<Supplier<@Nullable Tally>> read(ToDoubleFunction<Tally> number) {
    return tally -> {
      Tally now = tally.get();
      return now == null ? 0 : number.applyAsDouble(now);
    };
  }
}

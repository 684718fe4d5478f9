package io.fairlead.agent;

import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.session.core.SessionSnapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;

/// What can be measured of the agent: all of it read from the session's snapshot.
@ApplicationScoped
public class AgentMetrics {
  private final AgentService agent;
  private final MeterRegistry registry;

  AgentMetrics(AgentService agent, MeterRegistry registry) {
    this.agent = agent;
    this.registry = registry;
  }

  void start(@Observes StartupEvent event) {
    for (SessionSnapshot.Phase phase : SessionSnapshot.Phase.values()) {
      Gauge.builder(
              "fairlead.agent.session.phase",
              this,
              metrics -> metrics.read(snapshot -> snapshot.phase() == phase ? 1 : 0))
          .tag("phase", phase.name())
          .description("1 for the phase the session is in")
          .register(registry);
    }
    for (CloseCause cause : CloseCause.values()) {
      FunctionCounter.builder(
              "fairlead.agent.session.closes",
              this,
              metrics -> metrics.read(snapshot -> snapshot.closes().getOrDefault(cause, 0L)))
          .tag("cause", cause.name())
          .register(registry);
    }
    Gauge.builder("fairlead.agent.store.faulty", agent, now -> now.storeFault().isPresent() ? 1 : 0)
        .description("1 while nothing can be stored")
        .register(registry);
    gauge("fairlead.agent.configurations", snapshot -> snapshot.held().count());
    gauge("fairlead.agent.removals.withheld", SessionSnapshot::withheld);
    gauge("fairlead.agent.statuses.unreported", SessionSnapshot::unreported);
    counter("fairlead.agent.connections.attempted", SessionSnapshot::attempts);
    counter("fairlead.agent.connections.refused", SessionSnapshot::refusals);
    counter("fairlead.agent.connections.failed", SessionSnapshot::failures);
    counter("fairlead.agent.sessions", SessionSnapshot::sessions);
    counter("fairlead.agent.frames.unstored", SessionSnapshot::notStored);
    counter("fairlead.agent.received.frames", snapshot -> snapshot.total().frames());
    counter("fairlead.agent.received.bytes", snapshot -> snapshot.total().bytes());
  }

  private void gauge(String name, ToDoubleFunction<SessionSnapshot> value) {
    Gauge.builder(name, this, metrics -> metrics.read(value)).register(registry);
  }

  private void counter(String name, ToDoubleFunction<SessionSnapshot> value) {
    FunctionCounter.builder(name, this, metrics -> metrics.read(value)).register(registry);
  }

  private double read(ToDoubleFunction<SessionSnapshot> value) {
    return agent.snapshot().map(value::applyAsDouble).orElse(0.0);
  }
}

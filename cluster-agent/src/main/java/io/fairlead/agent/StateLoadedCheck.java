package io.fairlead.agent;

import io.fairlead.session.core.SessionSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when the state is loaded. A connection has no part in it: to be offline is normal.
@Readiness
@ApplicationScoped
public class StateLoadedCheck implements HealthCheck {
  private final AgentService agent;

  StateLoadedCheck(AgentService agent) {
    this.agent = agent;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<SessionSnapshot> snapshot = agent.snapshot();
    return HealthCheckResponse.named("state loaded")
        .status(snapshot.isPresent())
        .withData("session", snapshot.map(now -> now.phase().name()).orElse("none"))
        .build();
  }
}

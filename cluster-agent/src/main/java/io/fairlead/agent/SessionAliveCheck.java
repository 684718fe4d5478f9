package io.fairlead.agent;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive while the session gets its turns and can store what it holds; see [SessionWatch]. A
/// connection has no part in it: to be offline is normal.
@Liveness
@ApplicationScoped
public class SessionAliveCheck implements HealthCheck {
  private final AgentService agent;

  SessionAliveCheck(AgentService agent) {
    this.agent = agent;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> complaint = agent.complaint();
    return HealthCheckResponse.named("session alive")
        .status(complaint.isEmpty())
        .withData("reason", complaint.orElse("none"))
        .withData("store", agent.storeFault().orElse("writable"))
        .build();
  }
}

package io.fairlead.agent;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready while the agent sees the objects of all kinds that it makes; names those that it does not
/// see, and why.
@Readiness
@ApplicationScoped
public class WatchesCheck implements HealthCheck {
  private final AgentService agent;

  WatchesCheck(AgentService agent) {
    this.agent = agent;
  }

  @Override
  public HealthCheckResponse call() {
    Map<String, String> unseen = agent.unseen();
    HealthCheckResponseBuilder check =
        HealthCheckResponse.named("watches").status(unseen.isEmpty());
    unseen.forEach(check::withData);
    return check.build();
  }
}

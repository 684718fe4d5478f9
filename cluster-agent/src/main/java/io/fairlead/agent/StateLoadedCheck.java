package io.fairlead.agent;

import io.fairlead.agent.lease.Standing;
import io.fairlead.session.core.SessionSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when the state is loaded, or another agent holds the lease: to wait for that is all that
/// is asked of this one then. A connection has no part in it: to be offline is normal.
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
    Optional<Standing> standing = agent.standing();
    return HealthCheckResponse.named("state loaded")
        .status(
            snapshot.isPresent() || standing.filter(Standing.Standby.class::isInstance).isPresent())
        .withData("lease", standing.map(StateLoadedCheck::said).orElse("none"))
        .withData("session", snapshot.map(now -> now.phase().name()).orElse("none"))
        .build();
  }

  private static String said(Standing standing) {
    return switch (standing) {
      case Standing.Holder() -> "held";
      case Standing.Standby(String holder) -> "standby: " + holder + " holds it";
      case Standing.Lost(String holder) -> "lost to " + holder;
      case Standing.Unknown(String reason) -> "unknown: " + reason;
    };
  }
}

package io.fairlead.gateway.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when the table of desired state is complete and the gateway does not drain. It stays so
/// while Kafka is away: agents that are connected go on, and others do no better elsewhere.
@Readiness
@ApplicationScoped
public class ReadyCheck implements HealthCheck {
  private final GatewayService gateway;

  ReadyCheck(GatewayService gateway) {
    this.gateway = gateway;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("table complete")
        .status(gateway.isReady())
        .withData("sessions", gateway.sessions())
        .build();
  }
}

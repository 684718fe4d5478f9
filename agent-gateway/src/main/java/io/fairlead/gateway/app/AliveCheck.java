package io.fairlead.gateway.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive when an event loop turns, however slowly, and the threads that keep the table and write to
/// Kafka live. Kafka itself being away is no reason to restart a gateway.
@Liveness
@ApplicationScoped
public class AliveCheck implements HealthCheck {
  private final GatewayService gateway;

  AliveCheck(GatewayService gateway) {
    this.gateway = gateway;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("event loop and threads").status(gateway.isAlive()).build();
  }
}

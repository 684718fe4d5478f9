package io.fairlead.engine.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive while the threads live that evaluate and that watch the topics. Kafka itself being away is
/// no reason to restart an engine.
@Liveness
@ApplicationScoped
public class AliveCheck implements HealthCheck {
  private final EngineService engine;

  AliveCheck(EngineService engine) {
    this.engine = engine;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("threads").status(engine.isAlive()).build();
  }
}

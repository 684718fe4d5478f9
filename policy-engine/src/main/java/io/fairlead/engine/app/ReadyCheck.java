package io.fairlead.engine.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when the topics are there and every task of this engine evaluates: its first sweep is done
/// or under way.
@Readiness
@ApplicationScoped
public class ReadyCheck implements HealthCheck {
  private final EngineService engine;

  ReadyCheck(EngineService engine) {
    this.engine = engine;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("evaluates")
        .status(engine.isReady())
        .withData("phase", engine.phase())
        .build();
  }
}

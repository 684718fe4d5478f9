package io.fairlead.api.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready means: requests can be served.
@Readiness
@ApplicationScoped
public class DatabaseReady implements HealthCheck {
  private final DatabaseProbe probe;

  public DatabaseReady(DatabaseProbe probe) {
    this.probe = probe;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("database").status(probe.available()).build();
  }
}

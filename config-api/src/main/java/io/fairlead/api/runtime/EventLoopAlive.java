package io.fairlead.api.runtime;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive means: an event loop does what it is given. Nothing else is worth a restart.
@Liveness
@ApplicationScoped
public class EventLoopAlive implements AsyncHealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Vertx vertx;

  public EventLoopAlive(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .<Boolean>emitter(
            emitter -> vertx.getOrCreateContext().runOnContext(_ -> emitter.complete(true)))
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithItem(false)
        .map(alive -> HealthCheckResponse.named("event-loop").status(alive).build());
  }
}

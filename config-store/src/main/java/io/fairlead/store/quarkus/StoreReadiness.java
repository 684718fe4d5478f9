package io.fairlead.store.quarkus;

import io.fairlead.store.publish.PublisherStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready once this process publishes or another one does, also while that begins an epoch and
/// publishes everything again, and while the database can be asked. Kafka's absence later does not
/// make it unready: changes are durable and wait.
@Readiness
@ApplicationScoped
class StoreReadiness implements HealthCheck {
  private static final Duration TOLERATED = Duration.ofSeconds(5);

  private final PublisherStatus publisher;
  private final Ingestion ingestion;

  StoreReadiness(PublisherStatus publisher, Ingestion ingestion) {
    this.publisher = publisher;
    this.ingestion = ingestion;
  }

  @Override
  public HealthCheckResponse call() {
    Duration failing = ingestion.failingFor();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("store")
            .withData("publisher", publisher.state().name())
            .withData("epoch", publisher.epoch())
            .withData("ingestionWaitsSeconds", failing.toSeconds())
            .status(publisher.isReady() && failing.compareTo(TOLERATED) <= 0);
    publisher
        .oldestUnpublished()
        .ifPresent(age -> response.withData("oldestUnpublishedSeconds", age.toSeconds()));
    return response.build();
  }
}

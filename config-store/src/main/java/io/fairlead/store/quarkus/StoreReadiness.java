package io.fairlead.store.quarkus;

import io.fairlead.store.ingest.IngestStatus;
import io.fairlead.store.publish.PublisherStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready once everything was published or another process does that, and while the database can be
/// asked. Kafka's absence does not make it unready: changes are durable and wait.
@Readiness
@ApplicationScoped
class StoreReadiness implements HealthCheck {
  private static final Duration TOLERATED = Duration.ofSeconds(5);

  private final PublisherStatus publisher;
  private final IngestStatus ingestion;

  StoreReadiness(PublisherStatus publisher, IngestStatus ingestion) {
    this.publisher = publisher;
    this.ingestion = ingestion;
  }

  @Override
  public HealthCheckResponse call() {
    Duration failing = ingestion.failingFor();
    return HealthCheckResponse.named("store")
        .withData("publisher", publisher.state().name())
        .withData("epoch", publisher.epoch())
        .withData("oldestUnpublishedSeconds", publisher.oldestUnpublished().toSeconds())
        .withData("ingestionWaitsSeconds", failing.toSeconds())
        .status(publisher.isReady() && failing.compareTo(TOLERATED) <= 0)
        .build();
  }
}

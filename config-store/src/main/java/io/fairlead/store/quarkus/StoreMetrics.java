package io.fairlead.store.quarkus;

import io.fairlead.store.ingest.IngestStatus;
import io.fairlead.store.postgres.GatheringStatus;
import io.fairlead.store.postgres.Gatherings;
import io.fairlead.store.publish.PublisherState;
import io.fairlead.store.publish.PublisherStatus;
import io.fairlead.store.publish.SealedValues;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The store's metrics.
@Singleton
class StoreMetrics implements MeterBinder {
  private final PublisherStatus publisher;
  private final Ingestion ingestion;
  private final Gatherings gatherings;

  StoreMetrics(PublisherStatus publisher, Ingestion ingestion, Gatherings gatherings) {
    this.publisher = publisher;
    this.ingestion = ingestion;
    this.gatherings = gatherings;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(
            "fairlead.publication.oldest.unpublished",
            publisher,
            status ->
                status.oldestUnpublished().map(age -> age.toMillis() / 1000.0).orElse(Double.NaN))
        .description("Age of the oldest change that waits to be published; NaN while not known")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder(
            "fairlead.publication.waiting",
            publisher,
            status -> {
              OptionalLong waiting = status.rowsWaiting();
              return waiting.isPresent() ? waiting.getAsLong() : Double.NaN;
            })
        .description("Changes that wait to be published, counted up to 10000; NaN while not known")
        .register(registry);
    MultiGauge values =
        MultiGauge.builder("fairlead.encryption.values")
            .description(
                "Values in the database that a key sealed, or none did, counted up to 10000; only"
                    + " where the publisher runs")
            .register(registry);
    publisher.whenCounted(counted -> values.register(rows(counted), true));
    Gauge.builder("fairlead.publication.epoch", publisher, PublisherStatus::epoch)
        .description("The epoch this process published in last; 0 when it did not publish")
        .register(registry);
    for (PublisherState state : PublisherState.values()) {
      Gauge.builder(
              "fairlead.publication.state", publisher, status -> status.state() == state ? 1 : 0)
          .description("1 for the state this process' publisher is in")
          .tag("state", state.name())
          .register(registry);
    }
    FunctionCounter.builder("fairlead.publication.records", publisher, PublisherStatus::published)
        .description("Records published, deletions included")
        .register(registry);
    FunctionCounter.builder(
            "fairlead.publication.transactions", publisher, PublisherStatus::transactions)
        .description("Kafka transactions committed")
        .register(registry);
    ingestion.statuses().forEach((channel, status) -> bind(registry, channel.label(), status));
    bind(registry, "read", gatherings.reads());
    bind(registry, "write", gatherings.writes());
  }

  private static List<MultiGauge.Row<?>> rows(SealedValues counted) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    counted.sealed().forEach((key, count) -> rows.add(row(key.toString(), count)));
    // So that what nothing is left of shows too.
    if (!counted.sealed().containsKey(counted.primary())) {
      rows.add(row(counted.primary().toString(), 0));
    }
    rows.add(row("none", counted.clear()));
    return rows;
  }

  private static MultiGauge.Row<?> row(String key, long count) {
    return MultiGauge.Row.of(Tags.of("key", key), count);
  }

  private static void bind(MeterRegistry registry, String kind, GatheringStatus gathering) {
    FunctionCounter.builder("fairlead.configurations.rounds", gathering, GatheringStatus::rounds)
        .description("Statements or transactions for single configurations, as many as there were")
        .tag("kind", kind)
        .register(registry);
    FunctionCounter.builder(
            "fairlead.configurations.gathered", gathering, GatheringStatus::gathered)
        .description("Single configurations read or written in rounds")
        .tag("kind", kind)
        .register(registry);
    FunctionCounter.builder("fairlead.configurations.alone", gathering, GatheringStatus::alone)
        .description("Single configurations that a round left to be read or written alone")
        .tag("kind", kind)
        .register(registry);
  }

  private static void bind(MeterRegistry registry, String channel, IngestStatus ingestion) {
    FunctionCounter.builder("fairlead.ingestion.records", ingestion, IngestStatus::ingested)
        .description("Records taken from a channel")
        .tag("channel", channel)
        .register(registry);
    FunctionCounter.builder("fairlead.ingestion.dead.letters", ingestion, IngestStatus::dead)
        .description("Records that could not be handled")
        .tag("channel", channel)
        .register(registry);
    FunctionCounter.builder("fairlead.ingestion.failures", ingestion, IngestStatus::failures)
        .description("Attempts that failed because the database could not be asked")
        .tag("channel", channel)
        .register(registry);
  }
}

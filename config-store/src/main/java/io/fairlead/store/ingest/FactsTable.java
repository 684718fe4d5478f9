package io.fairlead.store.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ReportOrder;
import io.fairlead.contract.json.Json;
import io.fairlead.store.ingest.ConfigurationFacts.Mark;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map.Entry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes what a batch comes down to: one transaction, a few statements, however large it is. The
/// statements know only rows of the incarnations that exist now, and change only what is news:
/// whatever is older than what is known, or was written before, does nothing. Thread-safe.
final class FactsTable {
  private final Pool pool;
  private final Duration offlineAfter;
  private final InstantSource clock;

  FactsTable(Pool pool, Duration offlineAfter, InstantSource clock) {
    this.pool = pool;
    this.offlineAfter = offlineAfter;
    this.clock = clock;
  }

  /// Writes all of it or nothing.
  ///
  /// @return whether configurations were removed, which is to be published
  Uni<Boolean> write(Facts facts) {
    // Made here, which costs more than to run them: the connection's thread has others to serve.
    List<Statement> ofClusters =
        List.of(born(facts), locked(facts), heard(facts), closed(facts), held(facts));
    Statement removals = removed(facts);
    List<Statement> ofConfigurations = List.of(progress(facts), delivered(facts));
    return pool.withTransaction(
        connection ->
            run(ofClusters, connection)
                .chain(() -> removals.run(connection))
                .call(() -> run(ofConfigurations, connection))
                .map(removed -> removed > 0));
  }

  private static Uni<Void> run(List<Statement> statements, SqlConnection connection) {
    return Multi.createFrom()
        .iterable(statements)
        .onItem()
        .transformToUniAndConcatenate(statement -> statement.run(connection))
        .onItem()
        .ignoreAsUni();
  }

  private Statement born(Facts facts) {
    var rows = heardOf(facts);
    return new Statement(FactsSql.BORN, rows.size(), signsOfLife(rows));
  }

  private static Statement locked(Facts facts) {
    List<UUID> rows = List.copyOf(facts.clusters().keySet());
    return new Statement(
        FactsSql.LOCKED, rows.size(), new Columns<>(rows).uuid(uid -> uid).tuple());
  }

  private Statement heard(Facts facts) {
    var rows = heardOf(facts);
    Tuple parameters = signsOfLife(rows).addDouble(seconds(offlineAfter));
    return new Statement(FactsSql.HEARD, rows.size(), parameters);
  }

  private static List<Entry<UUID, ClusterFacts>> heardOf(Facts facts) {
    return facts.clusters().entrySet().stream()
        .filter(entry -> entry.getValue().heardIn() != null)
        .toList();
  }

  private Tuple signsOfLife(List<Entry<UUID, ClusterFacts>> rows) {
    return new Columns<>(rows)
        .text(row -> row.getValue().clusterKey())
        .uuid(Entry::getKey)
        .number(row -> order(row.getValue().heardIn()).epoch())
        .number(row -> order(row.getValue().heardIn()).session())
        .text(row -> json(row.getValue().agent()))
        .time(row -> row.getValue().heardAt())
        .time(row -> row.getValue().heardSince(offlineAfter))
        .tuple();
  }

  private static Statement closed(Facts facts) {
    var rows =
        facts.clusters().entrySet().stream()
            .filter(entry -> entry.getValue().closed() != null)
            .toList();
    Columns<Entry<UUID, ClusterFacts>> columns =
        new Columns<>(rows)
            .uuid(Entry::getKey)
            .number(row -> order(row.getValue().closed()).epoch())
            .number(row -> order(row.getValue().closed()).session());
    return new Statement(FactsSql.CLOSED, rows.size(), columns.tuple());
  }

  private static Statement held(Facts facts) {
    var rows =
        facts.clusters().entrySet().stream()
            .filter(entry -> entry.getValue().heldIn() != null)
            .toList();
    Columns<Entry<UUID, ClusterFacts>> columns =
        new Columns<>(rows)
            .uuid(Entry::getKey)
            .number(row -> order(row.getValue().heldIn()).epoch())
            .number(row -> order(row.getValue().heldIn()).session())
            .number(row -> order(row.getValue().heldIn()).sequence())
            .number(row -> (long) row.getValue().held())
            .number(row -> (long) row.getValue().of())
            .time(row -> row.getValue().heldAt());
    return new Statement(FactsSql.HELD, rows.size(), columns.tuple());
  }

  private static Statement progress(Facts facts) {
    var rows =
        facts.configurations().entrySet().stream()
            .filter(entry -> entry.getValue().delivered() != null)
            .toList();
    Columns<Entry<UUID, ConfigurationFacts>> columns =
        new Columns<>(rows)
            .text(row -> row.getValue().key())
            .uuid(Entry::getKey)
            .uuid(row -> row.getValue().clusterUid())
            .number(row -> generation(row.getValue().delivered()))
            .time(row -> at(row.getValue().delivered()))
            .number(row -> generation(row.getValue().acknowledged()))
            .time(row -> at(row.getValue().acknowledged()))
            .number(row -> generation(row.getValue().refused()))
            .time(row -> at(row.getValue().refused()))
            .text(row -> row.getValue().reason())
            .text(row -> json(row.getValue().status()))
            .number(row -> observed(row.getValue()))
            .time(row -> row.getValue().statusReceivedAt())
            .number(row -> order(row.getValue().statusOrder()).epoch())
            .number(row -> order(row.getValue().statusOrder()).session())
            .number(row -> order(row.getValue().statusOrder()).sequence())
            .number(row -> row.getValue().epoch())
            .number(row -> compliant(row.getValue()));
    return new Statement(FactsSql.PROGRESS, rows.size(), columns.tuple());
  }

  private static Statement delivered(Facts facts) {
    List<UUID> rows =
        facts.configurations().entrySet().stream()
            .filter(entry -> entry.getValue().acknowledged() != null)
            .map(Entry::getKey)
            .toList();
    return new Statement(
        FactsSql.DELIVERED, rows.size(), new Columns<>(rows).uuid(uid -> uid).tuple());
  }

  private Statement removed(Facts facts) {
    var rows =
        facts.configurations().entrySet().stream()
            .filter(entry -> entry.getValue().removed() != null)
            .toList();
    Columns<Entry<UUID, ConfigurationFacts>> columns =
        new Columns<>(rows)
            .text(row -> row.getValue().key())
            .uuid(Entry::getKey)
            .uuid(row -> row.getValue().clusterUid())
            .number(row -> row.getValue().removed());
    return new Statement(
        FactsSql.REMOVED, rows.size(), columns.tuple().addValue(utc(clock.instant())));
  }

  private static ReportOrder order(@Nullable ReportOrder order) {
    return order == null ? new ReportOrder(0, 0, 0) : order;
  }

  private static @Nullable Long generation(@Nullable Mark mark) {
    return mark == null ? null : mark.generation();
  }

  private static @Nullable Instant at(@Nullable Mark mark) {
    return mark == null ? null : mark.at();
  }

  private static @Nullable Long observed(ConfigurationFacts facts) {
    var status = facts.status();
    return status == null ? null : status.observed().generation();
  }

  private static @Nullable Long compliant(ConfigurationFacts facts) {
    var status = facts.status();
    return status != null && status.compliance() == Compliance.Compliant
        ? status.observed().generation()
        : null;
  }

  private static @Nullable String json(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

package io.fairlead.store.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.Principal;
import io.fairlead.store.RemediatedResource;
import io.fairlead.store.RemediationWrite;
import io.fairlead.store.Remediations;
import io.fairlead.store.StoredRemediation;
import io.fairlead.store.SystemData;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Remediations in PostgreSQL.
public final class PostgresRemediations implements Remediations {
  private final Pool pool;
  private final BoundedReads reads;
  private final String longest;
  private final InstantSource clock;

  public PostgresRemediations(Pool pool, StoreSettings settings, InstantSource clock) {
    this.pool = pool;
    this.reads = new BoundedReads(pool, settings.longestRead());
    this.longest = Long.toString(settings.longestRead().toMillis());
    this.clock = clock;
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  @Override
  public Uni<Outcome> put(RemediationWrite write, int limit) {
    return pool.withTransaction(
        connection ->
            // Writers at one scope wait for each other, so that together they keep to the limit.
            connection
                .preparedQuery(RemediationSql.LOCK)
                .execute(Tuple.of(write.scope().key(), longest))
                .chain(() -> isThere(connection, write.scope()))
                .chain(
                    there ->
                        there
                            ? put(connection, write, limit)
                            : Uni.createFrom().item(new Outcome.NoCluster())));
  }

  private static Uni<Boolean> isThere(SqlConnection connection, PolicyScope scope) {
    return scope.cluster().isEmpty()
        ? Uni.createFrom().item(true)
        : connection
            .preparedQuery(RemediationSql.CLUSTER)
            .execute(Tuple.of(scope.key()))
            .map(rows -> rows.size() > 0);
  }

  private Uni<Outcome> put(SqlConnection connection, RemediationWrite write, int limit) {
    Tuple id = Tuple.of(key(write.id()));
    return connection
        .preparedQuery(RemediationSql.DELETE_ENDED)
        .execute(id)
        .chain(() -> connection.preparedQuery(RemediationSql.INSERT).execute(row(write, limit)))
        .chain(
            inserted ->
                connection
                    .preparedQuery(RemediationSql.ONE)
                    .execute(id)
                    .map(
                        rows ->
                            first(rows)
                                .<Outcome>map(r -> new Outcome.There(r, inserted.rowCount() > 0))
                                .orElseGet(Outcome.Full::new)));
  }

  private Tuple row(RemediationWrite write, int limit) {
    return Tuple.tuple()
        .addString(key(write.id()))
        .addString(write.id())
        .addString(write.scope().key())
        .addString(write.assignment().key())
        .addUUID(write.assignmentUid())
        .addString(write.reference().toLowerCase(Locale.ROOT))
        .addArrayOfString(
            array(
                write
                    .locations()
                    .map(
                        all ->
                            all.stream()
                                .map(l -> l.toLowerCase(Locale.ROOT).replace(" ", ""))
                                .toList())))
        .addArrayOfString(
            array(write.resources().map(all -> all.stream().map(ResourceId::key).toList())))
        .addUUID(UUID.randomUUID())
        .addString(StoredJson.write(write.body()))
        .addString(write.by().name())
        .addString(write.by().type())
        .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
        .addInteger(limit);
  }

  @SuppressWarnings("NullAway") // The client takes null for no array.
  private static String @Nullable [] array(Optional<List<String>> texts) {
    return texts.map(all -> all.toArray(String[]::new)).orElse(null);
  }

  @Override
  public Uni<Optional<StoredRemediation>> find(String id) {
    return reads.read(RemediationSql.ONE, Tuple.of(key(id))).map(PostgresRemediations::first);
  }

  private static Optional<StoredRemediation> first(RowSet<Row> rows) {
    return stream(rows).findFirst().map(PostgresRemediations::remediation);
  }

  @Override
  public Uni<Page<StoredRemediation>> list(String scope, PageRequest page) {
    KeyRange range = new KeyRange(key(scope) + "/", "remediations");
    return Uni.createFrom()
        .item(() -> range.after(page))
        .flatMap(
            after -> reads.read(RemediationSql.PAGE, Tuple.of(key(scope), after, page.top() + 1)))
        .map(
            rows ->
                range.page(
                    stream(rows).toList(),
                    page,
                    row -> row.getString("id_key"),
                    PostgresRemediations::remediation));
  }

  @Override
  public Uni<Optional<StoredRemediation>> cancel(String id) {
    return pool.preparedQuery(
            "update remediations set canceled_at = coalesce(canceled_at, $2) where id_key = $1")
        .execute(Tuple.of(key(id), clock.instant().atOffset(ZoneOffset.UTC)))
        .chain(() -> find(id));
  }

  @Override
  public Uni<Boolean> delete(String id) {
    return pool.preparedQuery("delete from remediations where id_key = $1")
        .execute(Tuple.of(key(id)))
        .map(rows -> rows.rowCount() > 0);
  }

  @Override
  public Uni<Page<RemediatedResource>> deployments(String id, PageRequest page) {
    KeyRange range = new KeyRange("/subscriptions/", "deployments of " + key(id));
    return Uni.createFrom()
        .item(() -> range.after(page))
        .flatMap(
            after ->
                reads.read(RemediationSql.DEPLOYMENTS, Tuple.of(key(id), after, page.top() + 1)))
        .map(
            rows ->
                range.page(
                    stream(rows).toList(),
                    page,
                    row -> row.getString("key"),
                    PostgresRemediations::resource));
  }

  private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  private static StoredRemediation remediation(Row row) {
    Instant createdAt = row.get(OffsetDateTime.class, "created_at").toInstant();
    OffsetDateTime canceledAt = row.get(OffsetDateTime.class, "canceled_at");
    Principal by = Principal.named(row.getString("created_by"), row.getString("created_by_type"));
    Instant changedAt = canceledAt == null ? createdAt : canceledAt.toInstant();
    return new StoredRemediation(
        row.getString("id"),
        row.getUUID("correlation_id"),
        StoredJson.read(row.getString("properties"), ObjectNode.class),
        new SystemData(by, createdAt, by, changedAt),
        canceledAt == null ? null : canceledAt.toInstant(),
        row.getLong("total"),
        row.getLong("successful"),
        row.getLong("failed"),
        row.getBoolean("assigned"),
        row.getBoolean("evaluated"));
  }

  private static RemediatedResource resource(Row row) {
    return new RemediatedResource(
        row.getString("resource_id"),
        row.getString("location"),
        PolicyCompliance.valueOf(row.getString("effective_compliance")),
        Reason.valueOf(row.getString("effective_reason")),
        row.getBoolean("failed"),
        row.getString("message"),
        row.get(OffsetDateTime.class, "decided_at").toInstant());
  }
}

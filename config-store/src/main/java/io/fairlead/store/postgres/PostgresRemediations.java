package io.fairlead.store.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
  // The keys of what is in a scope are between its own followed by '/' and by '0', the next one.
  private static final String STATES =
      """
       policy_states s where s.assignment_key = r.assignment_key
        and s.reference_key = r.reference_key and lower(s.effect) = 'deployifnotexists'
        and s.effective_compliance <> 'Exempt'
        and (s.resource_key = r.scope_key
          or (s.resource_key > r.scope_key || '/' and s.resource_key < r.scope_key || '0'))
        and (r.resource_keys is null or s.resource_key = any(r.resource_keys))
        and (r.locations is null or exists (select 1 from clusters c where c.id_key = s.cluster_key
          and replace(lower(c.location), ' ', '') = any(r.locations)))
      """;

  // What is contested is written by nobody.
  private static final String FAILED =
      "(s.effective_compliance = 'Conflicting' or (s.effective_compliance = 'NonCompliant'"
          + " and s.effective_reason in ('ConditionFails', 'Refused', 'NotReconciled',"
          + " 'DeploymentFailed', 'SecretUnavailable')))";

  private static final String SELECT =
      "select r.*, cast(r.body as text) as properties, n.total, n.successful, n.failed"
          + " from remediations r cross join lateral (select count(*) as total,"
          + " count(*) filter (where s.effective_compliance = 'Compliant') as successful,"
          + " count(*) filter (where "
          + FAILED
          + ") as failed from"
          + STATES
          + ") n where ";

  private static final String INSERT =
      """
      insert into remediations (id_key, id, scope_key, assignment_key, reference_key, locations,
        resource_keys, correlation_id, body, created_by, created_by_type, created_at)
      select $1, $2, $3, $4, $5, $6, $7, $8, cast($9 as text)::jsonb, $10, $11, $12
      where (select count(*) from remediations where scope_key = $3) < $13
      on conflict do nothing
      """;

  private static final String DEPLOYMENTS =
      "select s.key, s.resource_id, s.effective_compliance, s.effective_reason, s.decided_at,"
          + " case when s.effective_reason = s.failure_reason then s.failure_message"
          + " else s.message end as message, ("
          + FAILED
          + ") as failed, coalesce((select c.location from clusters c"
          + " where c.id_key = s.cluster_key), '') as location"
          + " from remediations r cross join lateral (select s.* from"
          + STATES
          + " and s.key > $2 order by s.key limit $3) s where r.id_key = $1 order by s.key";

  private final Pool pool;
  private final InstantSource clock;

  public PostgresRemediations(Pool pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  @Override
  public Uni<Optional<Outcome>> put(RemediationWrite write, int limit) {
    return pool.withTransaction(
        connection ->
            // Writers at one scope wait for each other, so that together they keep to the limit.
            connection
                .preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 6))")
                .execute(Tuple.of(write.scope().key()))
                .chain(() -> connection.preparedQuery(INSERT).execute(row(write, limit)))
                .flatMap(
                    inserted ->
                        find(connection, write.id())
                            .map(
                                found -> found.map(r -> new Outcome(r, inserted.rowCount() > 0)))));
  }

  private Tuple row(RemediationWrite write, int limit) {
    return Tuple.tuple()
        .addString(key(write.id()))
        .addString(write.id())
        .addString(write.scope().key())
        .addString(write.assignment().key())
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
    return pool.withConnection(connection -> find(connection, id));
  }

  private static Uni<Optional<StoredRemediation>> find(SqlConnection connection, String id) {
    return connection
        .preparedQuery(SELECT + "r.id_key = $1")
        .execute(Tuple.of(key(id)))
        .map(rows -> stream(rows).findFirst().map(PostgresRemediations::remediation));
  }

  @Override
  public Uni<Page<StoredRemediation>> list(String scope, PageRequest page) {
    KeyRange range = new KeyRange(key(scope) + "/", "remediations");
    return Uni.createFrom()
        .item(() -> range.after(page))
        .flatMap(
            after ->
                pool.preparedQuery(
                        SELECT + "r.scope_key = $1 and r.id_key > $2 order by r.id_key limit $3")
                    .execute(Tuple.of(key(scope), after, page.top() + 1)))
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
                pool.preparedQuery(DEPLOYMENTS).execute(Tuple.of(key(id), after, page.top() + 1)))
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
    Principal by = new Principal(row.getString("created_by"), row.getString("created_by_type"));
    Instant changedAt = canceledAt == null ? createdAt : canceledAt.toInstant();
    return new StoredRemediation(
        row.getString("id"),
        row.getUUID("correlation_id"),
        StoredJson.read(row.getString("properties"), ObjectNode.class),
        new SystemData(by, createdAt, by, changedAt),
        canceledAt == null ? null : canceledAt.toInstant(),
        row.getLong("total"),
        row.getLong("successful"),
        row.getLong("failed"));
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

package io.fairlead.store.postgres;

import io.fairlead.store.Operation;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes what the writes of a [PutTransaction] came to, within it: a statement for each kind of
/// rows that there are.
///
/// @param settled all of them
record PutStatements(SqlConnection connection, List<Settled> settled) {
  private static final String BEGUN =
      """
      insert into configurations (id_key, generation, properties, modified_by, modified_by_type,
        changed_at, id, cluster_key, uid, lifecycle, created_by, created_by_type, created_at)
      select v.*, 'Active', v.modified_by, v.modified_by_type, v.changed_at
      from unnest($1::text[], $2::bigint[], $3::bytea[], $4::text[], $5::text[],
          $6::timestamptz[], $7::text[], $8::text[], $9::uuid[])
        as v (id_key, generation, properties, modified_by, modified_by_type, changed_at, id,
          cluster_key, uid)
      """;

  private static final String CHANGED =
      """
      update configurations c set generation = v.generation, properties = v.properties,
        modified_by = v.modified_by, modified_by_type = v.modified_by_type,
        changed_at = v.changed_at
      from unnest($1::text[], $2::bigint[], $3::bytea[], $4::text[], $5::text[],
          $6::timestamptz[])
        as v (id_key, generation, properties, modified_by, modified_by_type, changed_at)
      where c.id_key = v.id_key
      """;

  private static final String OPERATIONS =
      """
      insert into operations (id, resource_id, kind, uid, generation, started_at, finished_at)
      select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::bigint[],
        $6::timestamptz[], $7::timestamptz[])
      """;

  private static final String ENTRIES =
      """
      insert into audit_entries (id_key, subscription_key, group_key, resource_key,
        correlation_id, changed_at, entry)
      select v.id_key, v.subscription_key, v.group_key, v.resource_key, v.correlation_id,
        v.changed_at, cast(v.entry as jsonb)
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
          $6::timestamptz[], $7::text[])
        as v (id_key, subscription_key, group_key, resource_key, correlation_id, changed_at,
          entry)
      """;

  /// Writes them. All statements are on their way at once: none needs to know of another, and each
  /// that waited would cost a way to the database and back.
  ///
  /// @return fails when not all could be written, with what failed first
  Uni<Void> write() {
    return Uni.join()
        .all(
            run(BEGUN, rows(true), PutStatements::begun),
            run(CHANGED, rows(false), PutStatements::changed),
            run(OPERATIONS, operations(), PutStatements::operations),
            run(ENTRIES, entries(), PutStatements::entries))
        .andCollectFailures()
        .onFailure(CompositeException.class)
        .transform(failure -> failure.getCauses().getFirst())
        .replaceWithVoid();
  }

  private List<ConfigurationEntity> rows(boolean begun) {
    return settled.stream()
        .filter(one -> one.begun() == begun)
        .map(Settled::row)
        .flatMap(Optional::stream)
        .toList();
  }

  private List<Operation> operations() {
    return settled.stream().map(Settled::operation).flatMap(Optional::stream).toList();
  }

  private List<AuditRow> entries() {
    return settled.stream()
        .map(Settled::entry)
        .flatMap(Optional::stream)
        .map(AuditRow::of)
        .toList();
  }

  private static Tuple begun(List<ConfigurationEntity> rows) {
    return changed(rows)
        .addArrayOfString(texts(rows, ConfigurationEntity::id))
        .addArrayOfString(texts(rows, ConfigurationEntity::clusterKey))
        .addArrayOfUUID(uuids(rows, ConfigurationEntity::uid));
  }

  private static Tuple changed(List<ConfigurationEntity> rows) {
    Tuple tuple =
        Tuple.tuple()
            .addArrayOfString(texts(rows, ConfigurationEntity::key))
            .addArrayOfLong(numbers(rows, ConfigurationEntity::generation));
    var _ =
        tuple
            .getDelegate()
            .addArrayOfBuffer(
                rows.stream().map(row -> Buffer.buffer(row.properties())).toArray(Buffer[]::new));
    return tuple
        .addArrayOfString(texts(rows, row -> row.authorship().modifiedBy()))
        .addArrayOfString(texts(rows, row -> row.authorship().modifiedByType()))
        .addArrayOfOffsetDateTime(times(rows, row -> row.authorship().changedAt()));
  }

  private static Tuple operations(List<Operation> rows) {
    return Tuple.tuple()
        .addArrayOfUUID(uuids(rows, Operation::id))
        .addArrayOfString(texts(rows, Operation::resourceId))
        .addArrayOfString(texts(rows, row -> row.kind().name()))
        .addArrayOfUUID(uuids(rows, Operation::uid))
        .addArrayOfLong(numbers(rows, Operation::generation))
        .addArrayOfOffsetDateTime(times(rows, Operation::startedAt))
        .addArrayOfOffsetDateTime(times(rows, Operation::finishedAt));
  }

  private static Tuple entries(List<AuditRow> rows) {
    return Tuple.tuple()
        .addArrayOfString(texts(rows, AuditRow::key))
        .addArrayOfString(texts(rows, AuditRow::subscription))
        .addArrayOfString(texts(rows, AuditRow::group))
        .addArrayOfString(texts(rows, AuditRow::resource))
        .addArrayOfString(texts(rows, AuditRow::correlation))
        .addArrayOfOffsetDateTime(times(rows, AuditRow::at))
        .addArrayOfString(texts(rows, AuditRow::json));
  }

  private static <R> String[] texts(List<R> rows, Function<R, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static <R> UUID[] uuids(List<R> rows, Function<R, UUID> column) {
    return rows.stream().map(column).toArray(UUID[]::new);
  }

  private static <R> Long[] numbers(List<R> rows, Function<R, Long> column) {
    return rows.stream().map(column).toArray(Long[]::new);
  }

  private static <R> @Nullable OffsetDateTime[] times(
      List<R> rows, Function<R, @Nullable Instant> column) {
    @Nullable OffsetDateTime[] times = new @Nullable OffsetDateTime[rows.size()];
    for (int i = 0; i < times.length; i++) {
      Instant time = column.apply(rows.get(i));
      times[i] = time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
    return times;
  }

  private <R> Uni<Void> run(String sql, List<R> rows, Function<List<R>, Tuple> parameters) {
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(sql)
            .execute(parameters.apply(rows))
            .invoke(
                done -> {
                  if (done.rowCount() != rows.size()) {
                    throw new IllegalStateException(
                        "%d rows of %d were written".formatted(done.rowCount(), rows.size()));
                  }
                })
            .replaceWithVoid();
  }
}

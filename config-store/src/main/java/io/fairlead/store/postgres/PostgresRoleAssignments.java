package io.fairlead.store.postgres;

import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.contract.access.Grant;
import io.fairlead.contract.access.RoleScope;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.Principal;
import io.fairlead.store.RoleAssignmentWrite;
import io.fairlead.store.RoleAssignments;
import io.fairlead.store.StoredRoleAssignment;
import io.fairlead.store.SystemData;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Role assignments in PostgreSQL.
public final class PostgresRoleAssignments implements RoleAssignments {
  private static final int SUBSCRIPTION = 2;
  private static final int RESOURCE_GROUP = 4;
  private static final int CLUSTER = 8;

  private final Pool pool;
  private final BoundedReads reads;
  private final InstantSource clock;

  public PostgresRoleAssignments(Pool pool, StoreSettings settings, InstantSource clock) {
    this.pool = pool;
    this.reads = new BoundedReads(pool, settings.longestRead());
    this.clock = clock;
  }

  @Override
  public Uni<Outcome> put(RoleAssignmentWrite write) {
    String subscription = subscription(write.scope());
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(RoleAssignmentSql.LOCK)
                .execute(Tuple.of(subscription))
                .chain(
                    () ->
                        connection
                            .preparedQuery(RoleAssignmentSql.FORGET)
                            .execute(Tuple.of(subscription)))
                .chain(() -> there(connection, write.scope()))
                .chain(
                    there ->
                        there.exists()
                            ? put(connection, write, subscription, there.uid())
                            : outcome(new Outcome.NoScope())));
  }

  private static Uni<Outcome> outcome(Outcome outcome) {
    return Uni.createFrom().item(outcome);
  }

  /// Whether a scope is there.
  ///
  /// @param uid a resource's incarnation; null for other scopes
  private record There(boolean exists, @Nullable UUID uid) {}

  private Uni<There> there(SqlConnection connection, RoleScope scope) {
    List<String> segments = scope.segments();
    return switch (segments.size()) {
      // A subscription comes into being with the first that is said of it.
      case SUBSCRIPTION ->
          connection
              .preparedQuery(RoleAssignmentSql.SUBSCRIPTION)
              .execute(Tuple.of(segments.get(1), clock.instant().atOffset(ZoneOffset.UTC)))
              .replaceWith(new There(true, null));
      case RESOURCE_GROUP ->
          connection
              .preparedQuery(RoleAssignmentSql.GROUP)
              .execute(Tuple.of(ResourceGroupEntity.key(segments.get(1), segments.get(3))))
              .map(rows -> new There(rows.size() > 0, null));
      default ->
          connection
              .preparedQuery(
                  segments.size() == CLUSTER
                      ? RoleAssignmentSql.CLUSTER
                      : RoleAssignmentSql.CONFIGURATION)
              .execute(Tuple.of(scope.key()))
              .map(
                  rows ->
                      stream(rows)
                          .findFirst()
                          .map(row -> new There(true, row.getUUID("uid")))
                          .orElseGet(() -> new There(false, null)));
    };
  }

  private Uni<Outcome> put(
      SqlConnection connection,
      RoleAssignmentWrite write,
      String subscription,
      @Nullable UUID resource) {
    String key = key(write.scope(), write.name());
    return connection
        .preparedQuery(RoleAssignmentSql.ONE)
        .execute(Tuple.of(key))
        .chain(
            rows -> {
              Optional<StoredRoleAssignment> stored = first(rows);
              if (stored.isPresent()) {
                return stored.get().role() == write.role()
                        && stored.get().principalId().equals(write.principalId())
                    ? upsert(connection, write, subscription, resource, false)
                    : outcome(new Outcome.Other());
              }
              return create(connection, write, subscription, resource);
            });
  }

  private Uni<Outcome> create(
      SqlConnection connection,
      RoleAssignmentWrite write,
      String subscription,
      @Nullable UUID resource) {
    return connection
        .preparedQuery(RoleAssignmentSql.SAME)
        .execute(
            Tuple.of(write.scope().key(), UUID.fromString(write.role().id()), write.principalId()))
        .chain(
            same ->
                same.size() > 0
                    ? outcome(new Outcome.Said(same.iterator().next().getString("id")))
                    : connection
                        .preparedQuery(RoleAssignmentSql.COUNT)
                        .execute(Tuple.of(subscription))
                        .chain(
                            count ->
                                count.iterator().next().getLong(0) >= MOST
                                    ? outcome(new Outcome.Full())
                                    : upsert(connection, write, subscription, resource, true)));
  }

  private Uni<Outcome> upsert(
      SqlConnection connection,
      RoleAssignmentWrite write,
      String subscription,
      @Nullable UUID resource,
      boolean created) {
    String key = key(write.scope(), write.name());
    return connection
        .preparedQuery(RoleAssignmentSql.UPSERT)
        .execute(
            Tuple.tuple()
                .addString(key)
                .addString(StoredRoleAssignment.id(write.scope(), write.name()))
                .addUUID(write.name())
                .addString(write.scope().toString())
                .addString(write.scope().key())
                .addString(subscription)
                .addValue(resource)
                .addUUID(UUID.fromString(write.role().id()))
                .addString(write.principalId())
                .addString(write.principalType())
                .addString(write.description())
                .addString(write.by().name())
                .addString(write.by().type())
                .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC)))
        .chain(() -> connection.preparedQuery(RoleAssignmentSql.ONE).execute(Tuple.of(key)))
        .map(rows -> new Outcome.There(first(rows).orElseThrow(), created));
  }

  @Override
  public Uni<Optional<StoredRoleAssignment>> find(RoleScope scope, UUID name) {
    return reads
        .read(RoleAssignmentSql.ONE, Tuple.of(key(scope, name)))
        .map(PostgresRoleAssignments::first);
  }

  @Override
  public Uni<Page<StoredRoleAssignment>> list(Query query, PageRequest page) {
    KeyRange range = new KeyRange(subscription(query.scope()) + "/", "role assignments " + query);
    return Uni.createFrom()
        .item(() -> range.after(page))
        .flatMap(
            after ->
                reads.read(
                    RoleAssignmentSql.PAGE,
                    Tuple.tuple()
                        .addString(subscription(query.scope()))
                        .addString(after)
                        .addArrayOfString(path(query.scope()).toArray(String[]::new))
                        .addBoolean(query.below())
                        .addString(query.scope().key())
                        .addValue(query.principalId().orElse(null))
                        .addInteger(page.top() + 1)))
        .map(
            rows ->
                range.page(
                    stream(rows).toList(),
                    page,
                    row -> row.getString("id_key"),
                    PostgresRoleAssignments::assignment));
  }

  @Override
  public Uni<Optional<StoredRoleAssignment>> delete(RoleScope scope, UUID name) {
    return pool.preparedQuery(RoleAssignmentSql.DELETE)
        .execute(Tuple.of(key(scope, name)))
        .map(PostgresRoleAssignments::first);
  }

  @Override
  public Uni<List<Grant>> of(String principalId) {
    return reads
        .read(RoleAssignmentSql.OF, Tuple.of(principalId))
        .map(
            rows ->
                stream(rows)
                    .map(row -> new Grant(role(row), RoleScope.parse(row.getString("scope"))))
                    .toList());
  }

  private static String key(RoleScope scope, UUID name) {
    return StoredRoleAssignment.id(scope, name).toLowerCase(Locale.ROOT);
  }

  private static String subscription(RoleScope scope) {
    return "/subscriptions/" + scope.segments().get(1).toLowerCase(Locale.ROOT);
  }

  /// The keys of a scope and of those that contain it.
  private static List<String> path(RoleScope scope) {
    List<String> path = new ArrayList<>();
    List<String> segments = scope.segments();
    for (int size : new int[] {SUBSCRIPTION, RESOURCE_GROUP, CLUSTER, segments.size()}) {
      if (size <= segments.size()) {
        path.add(("/" + String.join("/", segments.subList(0, size))).toLowerCase(Locale.ROOT));
      }
    }
    return path;
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  private static Optional<StoredRoleAssignment> first(RowSet<Row> rows) {
    return stream(rows).findFirst().map(PostgresRoleAssignments::assignment);
  }

  private static BuiltInRole role(Row row) {
    return BuiltInRole.find(row.getUUID("role_id").toString()).orElseThrow();
  }

  private static StoredRoleAssignment assignment(Row row) {
    return new StoredRoleAssignment(
        RoleScope.parse(row.getString("scope")),
        row.getUUID("name"),
        role(row),
        row.getString("principal_id"),
        row.getString("principal_type"),
        row.getString("description"),
        new SystemData(
            Principal.named(row.getString("created_by"), row.getString("created_by_type")),
            row.get(OffsetDateTime.class, "created_at").toInstant(),
            Principal.named(row.getString("modified_by"), row.getString("modified_by_type")),
            row.get(OffsetDateTime.class, "changed_at").toInstant()));
  }
}

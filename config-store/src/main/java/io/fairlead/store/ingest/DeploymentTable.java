package io.fairlead.store.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.store.ExemptionCheck;
import io.fairlead.store.ingest.DeploymentChange.Row;
import io.fairlead.store.ingest.PlannedDeployment.Plan;
import io.fairlead.store.postgres.StoreSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Does what policies want: one transaction, a few statements, however many deployments there are.
/// A deployment whose basis is no longer the truth does nothing, nor does one that an exemption
/// forbids meanwhile, and one that was done before changes nothing. Thread-safe.
final class DeploymentTable {
  private final Pool pool;
  private final DeploymentSupport support;
  private final Duration confirmationAwaited;
  private final InstantSource clock;

  DeploymentTable(
      Pool pool, DeploymentSupport support, StoreSettings settings, InstantSource clock) {
    this.pool = pool;
    this.support = support;
    this.confirmationAwaited = settings.offlineAfter().plus(settings.confirmationAwaited());
    this.clock = clock;
  }

  /// Does all of it or nothing.
  ///
  /// @param deployments at most one of each configuration
  /// @return whether configurations changed, which is to be published
  Uni<Boolean> write(List<PlannedDeployment> deployments) {
    List<PlannedDeployment> ordered =
        deployments.stream().sorted(Comparator.comparing(PlannedDeployment::key)).toList();
    return ordered.isEmpty()
        ? Uni.createFrom().item(false)
        : pool.withTransaction(
            connection ->
                locked(connection, ordered)
                    .chain(() -> grounded(connection, ordered))
                    .chain(grounded -> withoutExempt(connection, grounded))
                    .chain(grounded -> decide(connection, grounded)));
  }

  /// A deployment whose basis is the truth.
  ///
  /// @param location of the cluster
  /// @param lastHeartbeatAt null when the cluster was never heard of
  /// @param named whether there may be exemptions from some assignment of the batch
  private record Grounded(
      PlannedDeployment planned,
      String location,
      @Nullable Instant lastHeartbeatAt,
      boolean named) {
    ExemptionCheck.Case asCase() {
      return new ExemptionCheck.Case(
          planned.deployment().configuration().cluster(),
          location,
          planned.basis().assignment(),
          planned.basis().reference());
    }
  }

  private static Uni<Void> locked(SqlConnection connection, List<PlannedDeployment> deployments) {
    List<String> clusters =
        deployments.stream().map(PlannedDeployment::clusterKey).distinct().toList();
    UUID[] incarnations =
        deployments.stream()
            .map(planned -> planned.basis().clusterUid())
            .distinct()
            .toArray(UUID[]::new);
    return rows(connection, DeploymentSql.CLUSTERS, keys(clusters))
        // As reports do, so that a batch of these and one of those wait for each other in order.
        .chain(() -> rows(connection, FactsSql.LOCKED, Tuple.tuple().addArrayOfUUID(incarnations)))
        .chain(() -> Exemptions.keep(connection, deployments));
  }

  private static Uni<List<Grounded>> grounded(
      SqlConnection connection, List<PlannedDeployment> deployments) {
    Tuple parameters =
        new Columns<>(deployments)
            .text(PlannedDeployment::clusterKey)
            .uuid(planned -> planned.basis().clusterUid())
            .number(planned -> planned.basis().clusterGeneration())
            .number(planned -> planned.basis().epoch())
            .text(PlannedDeployment::assignmentKey)
            .uuid(planned -> planned.basis().assignmentUid())
            .number(planned -> planned.basis().assignmentGeneration())
            .tuple();
    return rows(connection, DeploymentSql.BASIS, parameters)
        .map(
            rows -> {
              List<Grounded> grounded = new ArrayList<>();
              rows.forEach(
                  row -> {
                    OffsetDateTime heard = row.getOffsetDateTime("last_heartbeat_at");
                    grounded.add(
                        new Grounded(
                            deployments.get(Math.toIntExact(row.getLong("n")) - 1),
                            row.getString("location"),
                            heard == null ? null : heard.toInstant(),
                            row.getBoolean("named")));
                  });
              grounded.sort(Comparator.comparing(one -> one.planned().key()));
              return grounded;
            });
  }

  /// Whoever decided them did not know of the exemption, and does not ask for them again. Whose
  /// clock is ahead asks once an exemption has expired, and must not be told otherwise.
  private Uni<List<Grounded>> withoutExempt(SqlConnection connection, List<Grounded> grounded) {
    if (grounded.stream().noneMatch(Grounded::named)) {
      return Uni.createFrom().item(grounded);
    }
    return Exemptions.of(connection, grounded.stream().map(Grounded::planned).toList())
        .map(
            exemptions -> {
              if (exemptions.isEmpty()) {
                return grounded;
              }
              Instant now = clock.instant();
              Map<Instant, Predicate<ExemptionCheck.Case>> covered = new HashMap<>();
              return grounded.stream()
                  .filter(
                      one ->
                          !covered
                              .computeIfAbsent(
                                  ExemptionCheck.asOf(now, one.planned().basis().decidedAt()),
                                  at -> support.exemptions().covering(exemptions, at))
                              .test(one.asCase()))
                  .toList();
            });
  }

  private Uni<Boolean> decide(SqlConnection connection, List<Grounded> grounded) {
    if (grounded.isEmpty()) {
      return Uni.createFrom().item(false);
    }
    return there(connection, grounded)
        .chain(
            there ->
                counts(connection, grounded, there)
                    .chain(
                        counts ->
                            new DeploymentWrites(connection, clock.instant(), support.seal())
                                .write(changes(grounded, there, counts))));
  }

  private Uni<Map<String, Row>> there(SqlConnection connection, List<Grounded> grounded) {
    Map<String, PlannedDeployment> planned = new HashMap<>();
    grounded.forEach(one -> planned.put(one.planned().key(), one.planned()));
    return rows(connection, DeploymentSql.ROWS, keys(List.copyOf(planned.keySet())))
        .map(
            rows -> {
              Map<String, Row> there = new HashMap<>();
              rows.forEach(
                  row -> {
                    String key = row.getString("id_key");
                    there.put(key, row(row, Objects.requireNonNull(planned.get(key))));
                  });
              return there;
            });
  }

  /// Opens the properties where they are compared with others.
  private Row row(io.vertx.mutiny.sqlclient.Row row, PlannedDeployment planned) {
    String managedBy = row.getString("managed_by");
    String lifecycle = row.getString("lifecycle");
    ObjectNode properties = null;
    boolean same = false;
    if (lifecycle.equals("Active") && planned.plan() instanceof Plan.Write write) {
      properties =
          support
              .seal()
              .open(planned.deployment().configuration(), row.getBuffer("properties").getBytes());
      same = properties.equals(Json.readTree(Json.write(write.properties())));
    }
    return new Row(
        row.getUUID("uid"),
        row.getLong("generation"),
        lifecycle,
        managedBy == null ? null : read(managedBy, ManagedBy.class),
        properties != null && properties.path("waitForReconciliation").asBoolean(false),
        same,
        properties);
  }

  private static <T> T read(String json, Class<T> type) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
  }

  /// Of the clusters that get new configurations.
  private static Uni<Map<String, Long>> counts(
      SqlConnection connection, List<Grounded> grounded, Map<String, Row> there) {
    Predicate<PlannedDeployment> isThere =
        planned -> {
          Row row = there.get(planned.key());
          return row != null && row.isActive();
        };
    List<String> growing =
        grounded.stream()
            .map(Grounded::planned)
            .filter(planned -> planned.plan() instanceof Plan.Write)
            .filter(isThere.negate())
            .map(PlannedDeployment::clusterKey)
            .distinct()
            .toList();
    if (growing.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return rows(connection, DeploymentSql.COUNTS, keys(growing))
        .map(
            rows -> {
              Map<String, Long> counts = new HashMap<>();
              rows.forEach(row -> counts.put(row.getString("cluster_key"), row.getLong("n")));
              return counts;
            });
  }

  private List<DeploymentChange> changes(
      List<Grounded> grounded, Map<String, Row> there, Map<String, Long> counts) {
    Map<String, Long> grown = new HashMap<>(counts);
    List<DeploymentChange> changes = new ArrayList<>();
    for (Grounded one : grounded) {
      PlannedDeployment planned = one.planned();
      long count = grown.getOrDefault(planned.clusterKey(), 0L);
      Row row = there.get(planned.key());
      DeploymentChange change =
          DeploymentChange.of(
              planned,
              row,
              ProtocolLimits.MAX_CONFIGURATIONS - count,
              isConfirmationAwaited(one.lastHeartbeatAt()),
              support.check());
      if (change instanceof DeploymentChange.Create && (row == null || !row.isDeleting())) {
        grown.put(planned.clusterKey(), count + 1);
      }
      changes.add(change);
    }
    return changes;
  }

  /// As when a user deletes: not of a cluster that never had a session, nor of one silent for too
  /// long.
  private boolean isConfirmationAwaited(@Nullable Instant lastHeartbeatAt) {
    return lastHeartbeatAt != null
        && lastHeartbeatAt.plus(confirmationAwaited).isAfter(clock.instant());
  }

  private static Tuple keys(List<String> keys) {
    return new Columns<>(keys).text(Objects::requireNonNull).tuple();
  }

  private static Uni<RowSet<io.vertx.mutiny.sqlclient.Row>> rows(
      SqlConnection connection, String sql, Tuple parameters) {
    return connection.preparedQuery(sql).execute(parameters);
  }
}

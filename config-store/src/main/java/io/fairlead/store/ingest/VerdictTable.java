package io.fairlead.store.ingest;

import io.fairlead.contract.policy.PolicyVerdict;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes verdicts: one transaction, three statements, however many they are. A verdict about a
/// cluster that is gone, one of an older epoch than the known, and one that is known do nothing.
///
/// What the store itself could not do for a policy is noted beside the verdict, whichever of both
/// comes first: both lock the cluster's row before they look for the other. Thread-safe.
///
/// @param pool connections
record VerdictTable(Pool pool) {
  private static final int MAX_MESSAGE = 4096;

  private static final String LOCKED =
      """
      select 1 from clusters
      where id_key in (select unnest($1::text[])
        union select cluster_key from policy_states where key = any($2::text[]))
      order by id_key for no key update
      """;

  private static final String REMOVED =
      """
      delete from policy_states s
      using (select key from policy_states where key = any($1::text[]) order by key for update) g
      where s.key = g.key
      """;

  private static final String COLUMNS =
      "resource_key, cluster_key, assignment_key, reference_key, definition_key, initiative_key,"
          + " type_key, resource_id, assignment_id, definition_id, initiative_id, reference,"
          + " effect, assignment_uid, cluster_uid, epoch, compliance, reason, message,"
          + " conflicts_with, exemption, deployed, decided_at, confirmed_at, failure_reason,"
          + " failure_message, failure_digest";

  private static final String WRITTEN =
      """
      insert into policy_states as s (key, %1$s)
      select v.key, v.resource_key, v.cluster_key, v.assignment_key, v.reference_key,
        v.definition_key, v.initiative_key, v.type_key, v.resource_id, v.assignment_id,
        v.definition_id, v.initiative_id, v.reference, v.effect, v.assignment_uid, v.cluster_uid,
        v.epoch, v.compliance, v.reason, v.message, cast(v.conflicts_with as jsonb), v.exemption,
        cast(v.deployed as jsonb), v.decided_at, v.confirmed_at, f.reason, f.message, f.digest
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
          $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
          $14::text[], $15::uuid[], $16::uuid[], $17::bigint[], $18::text[], $19::text[],
          $20::text[], $21::text[], $22::text[], $23::text[], $24::timestamptz[],
          $25::timestamptz[])
        as v (key, resource_key, cluster_key, assignment_key, reference_key, definition_key,
          initiative_key, type_key, resource_id, assignment_id, definition_id, initiative_id,
          reference, effect, assignment_uid, cluster_uid, epoch, compliance, reason, message,
          conflicts_with, exemption, deployed, decided_at, confirmed_at)
      join clusters l on l.id_key = v.cluster_key and l.uid = v.cluster_uid
        and l.lifecycle = 'Active'
      left join policy_failures f on f.cluster_key = v.cluster_key
        and f.assignment_key = v.assignment_key and f.reference_key = v.reference_key
        and f.cluster_uid = v.cluster_uid and f.assignment_uid = v.assignment_uid
      order by v.key
      on conflict (key) do update set (%1$s) = (%2$s)
      where excluded.epoch >= s.epoch and (%3$s) is distinct from (%2$s)
      """
          .formatted(COLUMNS, each("excluded."), each("s."));

  private static String each(String prefix) {
    return prefix + COLUMNS.replace(", ", ", " + prefix);
  }

  /// Writes all of it or nothing.
  ///
  /// @param verdicts by key; those without one are removed
  Uni<Void> write(Map<String, Optional<PolicyVerdict>> verdicts) {
    List<PolicyVerdict> written = verdicts.values().stream().flatMap(Optional::stream).toList();
    List<String> removed =
        verdicts.entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(Entry::getKey)
            .toList();
    List<String> clusters =
        written.stream().map(verdict -> verdict.resource().cluster().key()).distinct().toList();
    return pool.withTransaction(
        connection ->
            locked(connection, clusters, removed)
                .chain(() -> removed(connection, removed))
                .chain(() -> written(connection, written)));
  }

  private static Uni<Void> locked(
      SqlConnection connection, List<String> clusters, List<String> removed) {
    Tuple parameters = Tuple.of(clusters.toArray(String[]::new), removed.toArray(String[]::new));
    return connection.preparedQuery(LOCKED).execute(parameters).replaceWithVoid();
  }

  private static Uni<Void> removed(SqlConnection connection, List<String> keys) {
    return new Statement(REMOVED, keys.size(), new Columns<>(keys).text(key -> key).tuple())
        .run(connection)
        .replaceWithVoid();
  }

  private static Uni<Void> written(SqlConnection connection, List<PolicyVerdict> verdicts) {
    Columns<PolicyVerdict> columns =
        new Columns<>(verdicts)
            .text(PolicyVerdict::key)
            .text(verdict -> verdict.resource().key())
            .text(verdict -> verdict.resource().cluster().key())
            .text(verdict -> verdict.assignment().key())
            .text(verdict -> lower(verdict.reference()))
            .text(verdict -> verdict.definition().key())
            .text(verdict -> lower(Objects.toString(verdict.initiative(), "")))
            .text(verdict -> lower(verdict.resource().type()))
            .text(verdict -> verdict.resource().toString())
            .text(verdict -> verdict.assignment().toString())
            .text(verdict -> verdict.definition().toString())
            .text(verdict -> Objects.toString(verdict.initiative(), null))
            .text(PolicyVerdict::reference)
            .text(PolicyVerdict::effect)
            .uuid(PolicyVerdict::assignmentUid)
            .uuid(PolicyVerdict::clusterUid)
            .number(PolicyVerdict::epoch)
            .text(verdict -> verdict.compliance().name())
            .text(verdict -> verdict.reason().name())
            .text(verdict -> bounded(verdict.message()))
            .json(PolicyVerdict::conflictsWith)
            .text(verdict -> Objects.toString(verdict.exemption(), null))
            .json(PolicyVerdict::deployed)
            .time(PolicyVerdict::decidedAt)
            .time(PolicyVerdict::confirmedAt);
    return new Statement(WRITTEN, verdicts.size(), columns.tuple())
        .run(connection)
        .replaceWithVoid();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String bounded(@Nullable String message) {
    return message == null || message.length() <= MAX_MESSAGE
        ? message
        : message.substring(0, MAX_MESSAGE);
  }
}

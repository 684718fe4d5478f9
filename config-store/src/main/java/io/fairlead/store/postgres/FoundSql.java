package io.fairlead.store.postgres;

import io.fairlead.store.ProtectedFault;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Reads many configurations with all that a decision about them is made on: what
/// [FoundConfiguration] reads of one.
final class FoundSql {
  /// Of a configuration `c` that there may be, the connectivity `k` of its cluster and its progress
  /// `p`.
  static final String COLUMNS =
      """
      c.id_key, c.id, c.cluster_key, c.uid, c.generation, c.lifecycle, c.properties,
        cast(c.managed_by as text) as managed_by, c.delete_operation,
        c.created_by, c.created_by_type, c.created_at,
        c.modified_by, c.modified_by_type, c.changed_at,
        k.uid as k_uid, k.epoch as k_epoch, k.session_open as k_session_open,
        cast(k.agent as text) as k_agent, k.last_heartbeat_at as k_last_heartbeat_at,
        k.connected_since as k_connected_since, k.removals_held as k_removals_held,
        k.removals_of as k_removals_of, k.removals_at as k_removals_at,
        p.uid as p_uid, p.delivered_generation as p_delivered_generation,
        p.delivered_at as p_delivered_at,
        p.acknowledged_generation as p_acknowledged_generation,
        p.acknowledged_at as p_acknowledged_at, p.refused_generation as p_refused_generation,
        p.refused_at as p_refused_at, p.refused_reason as p_refused_reason,
        p.compliant_generation as p_compliant_generation, p.compliant_at as p_compliant_at,
        cast(p.status as text) as p_status, p.status_received_at as p_status_received_at,
        (select max(s.failed_at) from protected_settings s
          where s.uid = c.uid and s.state = 'Expired') as expired_at,
        (select max(s.failed_at) from protected_settings s
          where s.uid = c.uid and s.state = 'Lost') as lost_at
      """;

  /// Those that are there, as they are now.
  static final String READ =
      """
      select l.id_key as l_key, l.uid as l_uid, l.certificate as l_certificate,
        l.created_at as l_created_at,
      """
          + COLUMNS
          + """
      from configurations c
      join clusters l on l.id_key = c.cluster_key
      left join cluster_connectivity k on k.uid = l.uid
      left join configuration_status p on p.uid = c.uid
      where c.id_key = any($1::text[]) and c.lifecycle <> 'Removed'
      """;

  /// The clusters stay, and nobody else writes their configurations; without those that somebody
  /// else has locked.
  static final String CLUSTERS =
      """
      select id_key as l_key, uid as l_uid, certificate as l_certificate,
        created_at as l_created_at
      from clusters where id_key = any($1::text[]) and lifecycle <> 'Removed'
      order by id_key for no key update skip locked
      """;

  /// A row for each key, with the configuration where there is one, which stays as it is then; and
  /// a generation. `busy` is one that somebody else has locked: it is there, and was not got.
  static final String CONFIGURATIONS =
      """
      with locked as materialized (
        select * from configurations where id_key = any($1::text[])
        order by id_key for no key update skip locked)
      select v.n, nextval('generation') as next_generation,
        c.id_key is null and exists (select 1 from configurations o where o.id_key = v.id_key)
          as busy,
      """
          + COLUMNS
          + """
      from unnest($1::text[], $2::uuid[]) with ordinality as v (id_key, cluster_uid, n)
      left join locked c on c.id_key = v.id_key
      left join cluster_connectivity k on k.uid = v.cluster_uid
      left join configuration_status p on p.uid = c.uid
      order by v.n
      """;

  /// How many configurations clusters have; `0` is the character after `/`.
  static final String COUNTS =
      """
      select v.cluster_key,
        (select count(*) from configurations c where c.id_key > v.cluster_key || '/'
          and c.id_key < v.cluster_key || '0' and c.lifecycle <> 'Removed') as n
      from unnest($1::text[]) as v (cluster_key)
      """;

  private FoundSql() {}

  /// What [#CLUSTERS] found.
  static FoundCluster cluster(Row row) {
    return new FoundCluster(
        row.getString("l_key"),
        row.getUUID("l_uid"),
        row.getString("l_certificate"),
        row.getOffsetDateTime("l_created_at").toInstant());
  }

  /// What the columns say of a cluster that is there.
  static FoundConfiguration configuration(FoundCluster cluster, Row row) {
    return new FoundConfiguration(
        cluster,
        row.getUUID("k_uid") == null ? null : new ConnectivityEntity(row),
        row.getString("id_key") == null ? null : new ConfigurationEntity(row),
        row.getUUID("p_uid") == null ? null : new ProgressEntity(row),
        fault(row));
  }

  private static @Nullable ProtectedFault fault(Row row) {
    return ProtectedStatements.fault(time(row, "expired_at"), time(row, "lost_at"));
  }

  static @Nullable Instant time(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }
}

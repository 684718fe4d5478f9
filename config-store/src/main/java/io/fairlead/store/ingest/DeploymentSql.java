package io.fairlead.store.ingest;

/// The statements of [DeploymentTable] and [DeploymentWrites], in the order in which they run.
/// They lock in the order that [FactsSql] tells of: clusters, their connectivity, assignments,
/// configurations, what is said of them; last what is said of policies.
final class DeploymentSql {
  /// The clusters stay as they are, and nobody else writes their configurations.
  static final String CLUSTERS =
      """
      select 1 from clusters where id_key = any($1::text[]) order by id_key for no key update
      """;

  /// The assignments stay as they are, and nobody exempts from them. Only those that are there: a
  /// removed one changes no more.
  static final String ASSIGNMENTS =
      """
      select 1 from policies where id_key = any($1::text[]) and lifecycle = 'Active'
      order by id_key for share
      """;

  /// Whose basis is the truth; and whether anything names one of the assignments, as exemptions do.
  static final String BASIS =
      """
      select v.n, l.location, k.last_heartbeat_at,
        (select exists (select 1 from policy_references where target_key = any($5::text[])))
          as named
      from unnest($1::text[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::uuid[],
          $7::bigint[])
        with ordinality as v (cluster_key, cluster_uid, cluster_generation, epoch,
          assignment_key, assignment_uid, assignment_generation, n)
      join hub h on h.epoch = v.epoch
      join clusters l on l.id_key = v.cluster_key and l.uid = v.cluster_uid
        and l.generation = v.cluster_generation and l.lifecycle = 'Active'
      left join cluster_connectivity k on k.uid = l.uid
      left join policies p on p.id_key = v.assignment_key and p.uid = v.assignment_uid
        and p.lifecycle = 'Active'
      where case when v.assignment_generation = 0
        then p.uid is null else p.generation = v.assignment_generation end
      """;

  /// What may exempt from these assignments these clusters: it is at one of them, at its resource
  /// group or at its subscription.
  static final String EXEMPTIONS =
      """
      with within as (select k, string_to_array(k, '/') as parts from unnest($1::text[]) as u (k))
      select e.id, e.uid, e.generation, cast(e.body -> 'properties' as text) as properties,
        e.changed_at
      from (select k from within
        union select array_to_string(parts[1:5], '/') from within
        union select array_to_string(parts[1:3], '/') from within) as s (scope_key)
      join policies e on e.scope_key = s.scope_key and e.type_key = $3 and e.lifecycle = 'Active'
        and e.target_key = any($2::text[])
      """;

  /// What is there.
  static final String ROWS =
      """
      select c.id_key, c.uid, c.generation, c.lifecycle, c.managed_by::text as managed_by,
        c.properties
      from configurations c where c.id_key = any($1::text[])
      order by c.id_key
      for update
      """;

  /// How many configurations clusters have; `0` is the character after `/`.
  static final String COUNTS =
      """
      select v.cluster_key,
        (select count(*) from configurations c where c.id_key > v.cluster_key || '/'
          and c.id_key < v.cluster_key || '0' and c.lifecycle <> 'Removed') as n
      from unnest($1::text[]) as v (cluster_key)
      """;

  /// What was said of incarnations goes with them, and nobody waits for them any longer.
  static final String FORGOTTEN =
      """
      with finished as (
        update operations set finished_at = $2
        where uid = any($1::uuid[]) and finished_at is null)
      delete from configuration_status where uid = any($1::uuid[])
      """;

  /// Users wait no longer for what is replaced.
  static final String REPLACED =
      """
      update operations set finished_at = $2 where uid = any($1::uuid[]) and finished_at is null
      """;

  static final String CREATED =
      """
      insert into configurations (id_key, id, cluster_key, uid, generation, lifecycle, properties,
        managed_by, created_by, created_by_type, created_at, modified_by, modified_by_type,
        changed_at)
      select v.id_key, v.id, v.cluster_key, v.uid, v.generation, 'Active',
        v.properties,
        jsonb_set(cast(v.managed_by as jsonb), '{generation}', to_jsonb(v.generation)),
        v.assignment, 'ManagedIdentity', $7, v.assignment, 'ManagedIdentity', $7
      from (select u.*, nextval('generation') as generation
        from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::bytea[], $6::text[],
            $8::text[])
          as u (id_key, id, cluster_key, uid, properties, managed_by, assignment)) v
      on conflict (id_key) do update set id = excluded.id, uid = excluded.uid,
        generation = excluded.generation, lifecycle = excluded.lifecycle,
        properties = excluded.properties, managed_by = excluded.managed_by,
        created_by = excluded.created_by, created_by_type = excluded.created_by_type,
        created_at = excluded.created_at, modified_by = excluded.modified_by,
        modified_by_type = excluded.modified_by_type, changed_at = excluded.changed_at,
        delete_operation = null
      """;

  static final String CHANGED =
      """
      update configurations c set generation = v.generation,
        properties = v.properties,
        managed_by = jsonb_set(cast(v.managed_by as jsonb), '{generation}',
          to_jsonb(v.generation)),
        modified_by = v.assignment, modified_by_type = 'ManagedIdentity', changed_at = $4
      from (select u.*, nextval('generation') as generation
        from unnest($1::text[], $2::bytea[], $3::text[], $5::text[])
          as u (id_key, properties, managed_by, assignment)) v
      where c.id_key = v.id_key
      """;

  static final String ADOPTED =
      """
      update configurations c set managed_by =
        jsonb_set(cast(v.managed_by as jsonb), '{generation}', to_jsonb(c.generation))
      from unnest($1::text[], $2::text[]) as v (id_key, managed_by)
      where c.id_key = v.id_key
      """;

  static final String DELETED =
      """
      update configurations set generation = nextval('generation'), lifecycle = 'Deleting',
        changed_at = $2, delete_operation = null
      where id_key = any($1::text[])
      """;

  static final String REMOVED =
      """
      update configurations set lifecycle = 'Removed', changed_at = $2
      where id_key = any($1::text[])
      """;

  /// Policies that get what they ask for.
  static final String SUCCEEDED =
      """
      with past as (
        delete from policy_failures f
        using unnest($1::text[], $2::text[], $3::text[], $4::text[])
          as v (cluster_key, assignment_key, reference_key, configuration_key)
        where f.cluster_key = v.cluster_key and f.assignment_key = v.assignment_key
          and f.reference_key = v.reference_key and f.configuration_key = v.configuration_key
        returning f.*)
      update policy_states s set failure_reason = null, failure_message = null,
        failure_digest = null
      from past p
      where s.cluster_key = p.cluster_key and s.assignment_key = p.assignment_key
        and s.reference_key = p.reference_key and s.failure_digest = p.digest
      """;

  /// Why policies do not get what they ask for; the same again is no news.
  static final String FAILED =
      """
      with news as (
        insert into policy_failures as f (cluster_key, assignment_key, reference_key, cluster_uid,
          assignment_uid, reason, message, configuration_key, digest, failed_at)
        select v.cluster_key, v.assignment_key, v.reference_key, v.cluster_uid, v.assignment_uid,
          v.reason, v.message, v.configuration_key, v.digest, $10
        from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::text[],
            $7::text[], $8::text[], $9::text[])
          as v (cluster_key, assignment_key, reference_key, cluster_uid, assignment_uid, reason,
            message, configuration_key, digest)
        order by v.cluster_key, v.assignment_key, v.reference_key
        on conflict (cluster_key, assignment_key, reference_key) do update set
          cluster_uid = excluded.cluster_uid, assignment_uid = excluded.assignment_uid,
          reason = excluded.reason, message = excluded.message,
          configuration_key = excluded.configuration_key, digest = excluded.digest,
          failed_at = excluded.failed_at
        where (f.cluster_uid, f.assignment_uid, f.reason, f.message, f.configuration_key, f.digest)
          is distinct from (excluded.cluster_uid, excluded.assignment_uid, excluded.reason,
            excluded.message, excluded.configuration_key, excluded.digest)
        returning f.*)
      update policy_states s set failure_reason = n.reason, failure_message = n.message,
        failure_digest = n.digest
      from news n
      where s.cluster_key = n.cluster_key and s.assignment_key = n.assignment_key
        and s.reference_key = n.reference_key and s.cluster_uid = n.cluster_uid
        and s.assignment_uid = n.assignment_uid
      """;

  private DeploymentSql() {}
}

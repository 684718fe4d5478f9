package io.fairlead.store.postgres;

/// The statements of [PostgresRemediations].
final class RemediationSql {
  // The keys of what is in a scope are between its own followed by '/' and by '0', the next one.
  private static final String WITHIN =
      """
       (%1$s = r.scope_key
          or (%1$s > r.scope_key || '/' and %1$s < r.scope_key || '0'))
      """;

  private static final String PLACE =
      "(select replace(lower(c.location), ' ', '') from clusters c where c.id_key = s.cluster_key)";

  /// What `r` is about, but for its filters; to be followed by further conditions.
  private static final String STATES =
      """
       policy_states s where s.assignment_key = r.assignment_key
        and s.assignment_uid = r.assignment_uid and s.reference_key = r.reference_key
        and lower(s.effect) = 'deployifnotexists' and s.effective_compliance <> 'Exempt' and
      """
          + WITHIN.formatted("s.resource_key");

  private static final String PLACED = "(r.locations is null or " + PLACE + " = any(r.locations))";

  // What is contested is written by nobody.
  private static final String FAILED =
      "(s.effective_compliance = 'Conflicting' or (s.effective_compliance = 'NonCompliant'"
          + " and s.effective_reason in ('ConditionFails', 'Refused', 'NotReconciled',"
          + " 'DeploymentFailed', 'SecretUnavailable')))";

  private static final String COUNTS =
      "count(*) as total, count(*) filter (where s.effective_compliance = 'Compliant')"
          + " as successful, count(*) filter (where "
          + FAILED
          + ") as failed";

  /// Creates one while there are fewer at its scope than may be.
  static final String INSERT =
      """
      insert into remediations (id_key, id, scope_key, assignment_key, assignment_uid,
        reference_key, locations, resource_keys, correlation_id, body, created_by,
        created_by_type, created_at)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, cast($10 as text)::jsonb, $11, $12, $13
      where (select count(*) from remediations where scope_key = $3) < $14
      on conflict do nothing
      """;

  /// Keeps a cluster from being deleted, with what is at it, until the transaction ends.
  static final String CLUSTER =
      "select 1 from clusters where id_key = $1 and lifecycle = 'Active' for share";

  /// Makes room for one where there is one that ended with its assignment.
  static final String DELETE_ENDED =
      """
      delete from remediations r where r.id_key = $1
        and not exists (select 1 from policies p where p.id_key = r.assignment_key
          and p.uid = r.assignment_uid and p.lifecycle = 'Active')
      """;

  /// A page of what one is about.
  static final String DEPLOYMENTS =
      "select s.key, s.resource_id, s.effective_compliance, s.effective_reason, s.decided_at,"
          + " case when s.effective_reason = s.failure_reason then s.failure_message"
          + " else s.message end as message, ("
          + FAILED
          + ") as failed, coalesce((select c.location from clusters c"
          + " where c.id_key = s.cluster_key), '') as location"
          + " from remediations r cross join lateral (select s.* from"
          + STATES
          + " and (r.resource_keys is null or s.resource_key = any(r.resource_keys)) and "
          + PLACED
          + " and s.key > $2 order by s.key limit $3) s where r.id_key = $1 order by s.key";

  /// One by its key.
  static final String ONE = select("r.id_key = $1");

  /// Those of a scope after a key.
  static final String PAGE =
      select("r.scope_key = $1 and r.id_key > $2 order by r.id_key limit $3");

  /// Writers at one scope wait for each other. What follows in the transaction is bounded.
  static final String LOCK =
      "select set_config('statement_timeout', $2, true),"
          + " pg_advisory_xact_lock(hashtextextended($1, 6))";

  private RemediationSql() {}

  /// Those of a page, with their counts. The states of an assignment are read once for all that
  /// name it, by location where one of them asks for that; those that name resources look them up.
  /// A verdict within the scope is found by its cluster, which an index is for.
  private static String select(String page) {
    return "with page as materialized (select r.* from remediations r where "
        + page
        + """
        ),
        counted as materialized (
          select r.assignment_key, r.assignment_uid, r.reference_key, n.*
          from (
            select scope_key, assignment_key, assignment_uid, reference_key,
              bool_or(locations is not null) as placed
            from page where resource_keys is null group by 1, 2, 3, 4) r
          cross join lateral (
            select case when r.placed then %1$s end as place, %2$s from %3$s group by 1) n),
        heard as materialized (
          select r.assignment_key, r.assignment_uid, r.reference_key, exists (
            select 1 from policy_states s where s.assignment_key = r.assignment_key
              and s.assignment_uid = r.assignment_uid and s.reference_key = r.reference_key
              and %6$s) as heard
          from (
            select distinct scope_key, assignment_key, assignment_uid, reference_key from page) r)
        select r.*, cast(r.body as text) as properties, n.total, n.successful, n.failed,
          exists (select 1 from policies p where p.id_key = r.assignment_key
            and p.uid = r.assignment_uid and p.lifecycle = 'Active') as assigned,
          (n.total > 0
            or (select h.heard from heard h where h.assignment_key = r.assignment_key
              and h.assignment_uid = r.assignment_uid and h.reference_key = r.reference_key)
            or not exists (select 1 from clusters c where c.lifecycle = 'Active' and %5$s))
            as evaluated
        from page r cross join lateral (
          select cast(coalesce(sum(total), 0) as bigint) as total,
            cast(coalesce(sum(successful), 0) as bigint) as successful,
            cast(coalesce(sum(failed), 0) as bigint) as failed
          from (
            select c.total, c.successful, c.failed from counted c
            where r.resource_keys is null and c.assignment_key = r.assignment_key
              and c.assignment_uid = r.assignment_uid and c.reference_key = r.reference_key
              and (r.locations is null or c.place = any(r.locations))
            union all
            select %2$s from (select distinct unnest(r.resource_keys) as key) k
            cross join lateral (
              select s.* from %3$s
                and s.key = k.key || '|' || r.assignment_key || '|' || r.reference_key
                and %4$s) s) both_kinds) n
        order by r.id_key
        """
            .formatted(
                PLACE,
                COUNTS,
                STATES,
                PLACED,
                WITHIN.formatted("c.id_key"),
                WITHIN.formatted("s.cluster_key"));
  }
}

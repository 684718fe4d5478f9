package io.fairlead.store.postgres;

/// The statements of [PostgresRoleAssignments].
final class RoleAssignmentSql {
  /// One at a cluster or a configuration that has gone, or was created anew, counts for nothing.
  private static final String LIVE =
      """
      (a.resource_uid is null
        or exists (select from clusters c
          where c.id_key = a.scope_key and c.uid = a.resource_uid and c.lifecycle <> 'Removed')
        or exists (select from configurations f
          where f.id_key = a.scope_key and f.uid = a.resource_uid and f.lifecycle <> 'Removed'))
      """;

  /// Writers in one subscription wait for each other.
  static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended($1 || ' role assignments', 0))";

  /// What is there of a scope: whether it is, and the incarnation of a resource, which stays until
  /// the transaction ends.
  static final String CLUSTER =
      "select uid from clusters where id_key = $1 and lifecycle <> 'Removed' for share";

  static final String CONFIGURATION =
      "select uid from configurations where id_key = $1 and lifecycle = 'Active' for share";

  static final String GROUP = "select uid from resource_groups where id_key = $1";

  static final String SUBSCRIPTION =
      "insert into subscriptions (id_key, id, created_at) values (lower($1), $1, $2)"
          + " on conflict do nothing";

  static final String FORGET =
      "delete from role_assignments a where a.subscription_key = $1 and not " + LIVE;

  static final String COUNT = "select count(*) from role_assignments where subscription_key = $1";

  static final String SAME =
      "select id from role_assignments where scope_key = $1 and role_id = $2 and principal_id = $3";

  static final String UPSERT =
      """
      insert into role_assignments (id_key, id, name, scope, scope_key, subscription_key,
        resource_uid, role_id, principal_id, principal_type, description, created_by,
        created_by_type, created_at, modified_by, modified_by_type, changed_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $12, $13, $14)
      on conflict (id_key) do update set principal_type = excluded.principal_type,
        description = excluded.description, modified_by = excluded.modified_by,
        modified_by_type = excluded.modified_by_type, changed_at = excluded.changed_at
        where (role_assignments.principal_type, role_assignments.description)
          is distinct from (excluded.principal_type, excluded.description)
      """;

  static final String ONE = "select a.* from role_assignments a where a.id_key = $1 and " + LIVE;

  static final String DELETE =
      "delete from role_assignments a where a.id_key = $1 and " + LIVE + " returning a.*";

  static final String PAGE =
      "select a.* from role_assignments a where a.subscription_key = $1 and a.id_key > $2"
          + " and (a.scope_key = any($3) or ($4 and starts_with(a.scope_key, $5 || '/')))"
          + " and ($6::text is null or a.principal_id = $6) and "
          + LIVE
          + " order by a.id_key limit $7";

  static final String OF =
      "select a.role_id, a.scope from role_assignments a where a.principal_id = $1 and " + LIVE;

  private RoleAssignmentSql() {}
}

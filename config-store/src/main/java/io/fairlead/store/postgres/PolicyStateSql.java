package io.fairlead.store.postgres;

/// The statements of [PostgresPolicyStates].
final class PolicyStateSql {
  /// States and their clusters; a condition follows.
  static final String FROM =
      " from policy_states s join clusters l on l.id_key = s.cluster_key"
          + " and l.lifecycle = 'Active' where ";

  private PolicyStateSql() {}

  /// As many rows as wanted and one more, unless they are large: `fetched` tells how many there
  /// were before the large ones were cut off.
  static String page(String columns, String fromWhere, String orderBy, String limit) {
    return """
      select q.*, cast(q.cluster_tags as text) as tags from (
        select p.*, row_number() over () as n, count(*) over () as fetched,
          sum(p.bytes) over (rows unbounded preceding) as total
        from (
          select s.key, s.resource_id, s.assignment_id, s.definition_id, s.initiative_id,
            s.reference, s.effect, s.effective_compliance, s.effective_reason,
            case when s.effective_reason = s.failure_reason then s.failure_message
              else s.message end as message,
            s.conflicts_with::text as conflicts_with, s.exemption, s.deployed::text as deployed,
            s.decided_at, s.confirmed_at, l.location,
            case when s.resource_key = s.cluster_key then l.tags end as cluster_tags,
            (select k.last_heartbeat_at from cluster_connectivity k where k.uid = s.cluster_uid)
              as last_heartbeat_at,
            octet_length(s.conflicts_with::text) + octet_length(s.deployed::text)
              + octet_length(l.tags::text) + 2048 as bytes
            %s
          %s %s limit %s) p) q
      where n = 1 or total <= %d
      order by n
      """
        .formatted(columns, fromWhere, orderBy, limit, PageKeys.MAX_BYTES);
  }

  /// Counts of the definitions of an initiative, of its assignments, and of both together.
  static final String OF_INITIATIVE =
      """
       and (initiative_key = %1$s or (assignment_key = '' and definition_key = %1$s)
         or (reference_key = '*' and assignment_key in (
           select assignment_key from policy_counts
           where initiative_key = %1$s and resources > 0)))
      """;

  /// Counts that are kept.
  static String kept(String where) {
    return """
      select assignment_key, reference_key, definition_key, effect, compliance,
        max(assignment_id) as assignment_id, max(definition_id) as definition_id,
        max(initiative_id) as initiative_id, max(reference) as reference,
        cast(sum(resources) as bigint) as resources
      from policy_counts where %s
      group by assignment_key, reference_key, definition_key, effect, compliance
      having sum(resources) > 0
      """
        .formatted(where);
  }

  /// The same counted.
  static String counted(String fromWhere) {
    return """
      with s as (select s.* %s),
      ranked as (
        select assignment_key, resource_key, max(assignment_id) as assignment_id,
          max(initiative_id) as initiative_id,
          min(array_position(array['NonCompliant', 'Conflicting', 'Unknown', 'Compliant',
            'Exempt'], effective_compliance)) as rank
        from s group by assignment_key, resource_key),
      worst as (
        select '' as assignment_key, '' as assignment_id, null as initiative_id, min(rank) as rank
        from ranked group by resource_key
        union all
        select assignment_key, assignment_id, initiative_id, rank from ranked
        where initiative_id is not null)
      select assignment_key, reference_key, definition_key, effect,
        effective_compliance as compliance, max(assignment_id) as assignment_id,
        max(definition_id) as definition_id, max(initiative_id) as initiative_id,
        max(reference) as reference, count(*) as resources
      from s group by 1, 2, 3, 4, 5
      union all
      select assignment_key, case when assignment_key = '' then '' else '*' end, '', '',
        (array['NonCompliant', 'Conflicting', 'Unknown', 'Compliant', 'Exempt'])[rank],
        max(assignment_id), '', max(initiative_id), '', count(*)
      from worst group by assignment_key, rank
      """
        .formatted(fromWhere);
  }
}

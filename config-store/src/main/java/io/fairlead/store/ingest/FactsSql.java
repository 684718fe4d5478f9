package io.fairlead.store.ingest;

/// The statements of [FactsTable], in the order in which it runs them.
///
/// No two writers wait for each other in a circle. All lock in the same order: clusters, their
/// connectivity, policies that are there, configurations, their status. A batch makes the
/// connectivity it lacks, then locks all it touches, each in the order of uids; what follows finds
/// it locked. Policies and configurations are locked in the order of their keys.
///
/// How configurations get on is noted without a lock of theirs: it would write to the row of each,
/// for every report. A row that is removed meanwhile stays until this transaction has ended, and is
/// deleted with what was noted.
final class FactsSql {
  /// First signs of life: the row is there afterwards. Holds on to the clusters' rows: one that is
  /// removed meanwhile stays until this transaction has ended, and is deleted with what it made.
  static final String BORN =
      """
      insert into cluster_connectivity
        (uid, epoch, session, session_open, agent, last_heartbeat_at, connected_since)
      select l.uid, v.epoch, v.session, true, cast(v.agent as jsonb), v.at, v.since
      from unnest($1::text[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[],
          $6::timestamptz[], $7::timestamptz[])
        as v (cluster_key, uid, epoch, session, agent, at, since)
      join clusters l on l.id_key = v.cluster_key and l.uid = v.uid and l.lifecycle = 'Active'
      where not exists (select 1 from cluster_connectivity k where k.uid = l.uid)
      order by l.uid
      for key share of l
      on conflict (uid) do nothing
      """;

  /// Makes batches about the same clusters wait for each other. From here on whoever asks which
  /// transactions run is told of this one, whatever there was to lock.
  static final String LOCKED =
      """
      with locked as (
        select 1 from cluster_connectivity where uid = any($1::uuid[]) order by uid
        for no key update)
      select count(*), pg_current_xact_id() from locked
      """;

  /// Signs of life. A session newer than the known one is open until it is closed.
  static final String HEARD =
      """
      update cluster_connectivity k set
        epoch = case when (v.epoch, v.session) > (k.epoch, k.session)
          then v.epoch else k.epoch end,
        session = case when (v.epoch, v.session) > (k.epoch, k.session)
          then v.session else k.session end,
        session_open = k.session_open or (v.epoch, v.session) > (k.epoch, k.session),
        agent = case when (v.epoch, v.session) >= (k.epoch, k.session)
          then coalesce(cast(v.agent as jsonb), k.agent) else k.agent end,
        last_heartbeat_at = greatest(k.last_heartbeat_at, v.at),
        connected_since = case
          when v.since >= k.last_heartbeat_at + make_interval(secs => $8)
          then v.since else k.connected_since end,
        removals_held = case when (v.epoch, v.session) > (k.epoch, k.session)
          then 0 else k.removals_held end,
        removals_sequence = case when (v.epoch, v.session) > (k.epoch, k.session)
          then 0 else k.removals_sequence end
      from unnest($1::text[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[],
          $6::timestamptz[], $7::timestamptz[])
        as v (cluster_key, uid, epoch, session, agent, at, since)
      join clusters l on l.id_key = v.cluster_key and l.uid = v.uid and l.lifecycle = 'Active'
      where k.uid = l.uid
      """;

  /// Ends of sessions; that of an older one than the known says nothing.
  static final String CLOSED =
      """
      update cluster_connectivity k
      set session_open = false, epoch = v.epoch, session = v.session
      from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as v (uid, epoch, session)
      where k.uid = v.uid
        and ((v.epoch, v.session) > (k.epoch, k.session)
          or (k.session_open and (v.epoch, v.session) = (k.epoch, k.session)))
      """;

  /// What the agent holds back, in the session that is known.
  static final String HELD =
      """
      update cluster_connectivity k
      set removals_held = v.held, removals_of = v.total, removals_at = v.at,
        removals_sequence = v.sequence
      from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],
          $6::bigint[], $7::timestamptz[]) as v (uid, epoch, session, sequence, held, total, at)
      where k.uid = v.uid and (k.epoch, k.session) = (v.epoch, v.session)
        and v.sequence > k.removals_sequence
      """;

  /// Confirmations that exactly the state that is to be deleted was cleaned up.
  static final String REMOVED =
      """
      with gone as (
        select c.id_key, c.uid
        from unnest($1::text[], $2::uuid[], $3::uuid[], $4::bigint[])
          as v (id_key, uid, cluster_uid, generation)
        join configurations c on c.id_key = v.id_key and c.uid = v.uid
          and c.generation = v.generation and c.lifecycle = 'Deleting'
        join clusters l on l.id_key = c.cluster_key and l.uid = v.cluster_uid
        order by c.id_key
        for update of c),
      finished as (
        update operations o set finished_at = $5 from gone
        where o.uid = gone.uid and o.finished_at is null),
      forgotten as (
        delete from configuration_status s using gone where s.uid = gone.uid)
      update configurations c set lifecycle = 'Removed', changed_at = $5
      from gone where c.id_key = gone.id_key
      """;

  /// How configurations get on. What was said in another epoch is of a history that may be lost,
  /// and so is a generation that the database never gave out. The same status again in a session is
  /// not written again, and what is no news locks nothing. Each status is read as JSON once: the
  /// planner would put that into each place that asks for it, a fifth of what a row costs.
  static final String PROGRESS =
      """
      with v as materialized (
        select u.*, cast(u.status_text as jsonb) as status
        from unnest($1::text[], $2::uuid[], $3::uuid[], $4::bigint[], $5::timestamptz[],
            $6::bigint[], $7::timestamptz[], $8::bigint[], $9::timestamptz[], $10::text[],
            $11::text[], $12::bigint[], $13::timestamptz[], $14::bigint[], $15::bigint[],
            $16::bigint[], $17::bigint[], $18::bigint[])
          as u (id_key, uid, cluster_uid, delivered, delivered_at, acknowledged, acknowledged_at,
            refused, refused_at, reason, status_text, observed, received_at, epoch, session,
            sequence, said_in_epoch, compliant))
      insert into configuration_status as s
        (uid, delivered_generation, delivered_at, acknowledged_generation, acknowledged_at,
         refused_generation, refused_at, refused_reason, compliant_generation, compliant_at,
         status, bytes, status_received_at, epoch, session, sequence)
      select c.uid,
        case when v.delivered <= c.generation then v.delivered end, v.delivered_at,
        case when v.acknowledged <= c.generation then v.acknowledged end, v.acknowledged_at,
        case when v.refused <= c.generation then v.refused end, v.refused_at, v.reason,
        case when v.compliant <= c.generation then v.compliant end, v.received_at,
        case when v.observed <= c.generation then v.status end,
        case when v.observed <= c.generation then octet_length(v.status_text) else 0 end,
        v.received_at,
        case when v.observed <= c.generation then v.epoch else 0 end,
        case when v.observed <= c.generation then v.session else 0 end,
        case when v.observed <= c.generation then v.sequence else 0 end
      from v
      join hub h on h.epoch = v.said_in_epoch
      join configurations c on c.id_key = v.id_key and c.uid = v.uid and c.lifecycle <> 'Removed'
      join clusters l on l.id_key = c.cluster_key and l.uid = v.cluster_uid
      left join configuration_status k on k.uid = c.uid
      where (v.delivered <= c.generation and v.delivered > coalesce(k.delivered_generation, 0))
        or (v.acknowledged <= c.generation
          and v.acknowledged > coalesce(k.acknowledged_generation, 0))
        or (v.refused <= c.generation and v.refused > coalesce(k.refused_generation, 0))
        or (v.compliant <= c.generation and v.compliant > coalesce(k.compliant_generation, 0))
        or (v.observed <= c.generation
          and (k.uid is null
            or ((v.epoch, v.session, v.sequence) > (k.epoch, k.session, k.sequence)
              and (v.status, v.epoch, v.session)
                is distinct from (k.status, k.epoch, k.session))))
      order by c.id_key
      on conflict (uid) do update set
        delivered_generation = greatest(s.delivered_generation, excluded.delivered_generation),
        delivered_at = case
          when excluded.delivered_generation > coalesce(s.delivered_generation, 0)
          then excluded.delivered_at else s.delivered_at end,
        acknowledged_generation =
          greatest(s.acknowledged_generation, excluded.acknowledged_generation),
        acknowledged_at = case
          when excluded.acknowledged_generation > coalesce(s.acknowledged_generation, 0)
          then excluded.acknowledged_at else s.acknowledged_at end,
        refused_generation = greatest(s.refused_generation, excluded.refused_generation),
        refused_at = case
          when excluded.refused_generation > coalesce(s.refused_generation, 0)
          then excluded.refused_at else s.refused_at end,
        refused_reason = case
          when excluded.refused_generation > coalesce(s.refused_generation, 0)
          then excluded.refused_reason else s.refused_reason end,
        compliant_generation = greatest(s.compliant_generation, excluded.compliant_generation),
        compliant_at = case
          when excluded.compliant_generation > coalesce(s.compliant_generation, 0)
          then excluded.compliant_at else s.compliant_at end,
        status = case
          when (excluded.epoch, excluded.session, excluded.sequence)
            > (s.epoch, s.session, s.sequence)
          then excluded.status else s.status end,
        bytes = case
          when (excluded.epoch, excluded.session, excluded.sequence)
            > (s.epoch, s.session, s.sequence)
          then excluded.bytes else s.bytes end,
        status_received_at = case
          when (excluded.epoch, excluded.session, excluded.sequence)
            > (s.epoch, s.session, s.sequence)
          then excluded.status_received_at else s.status_received_at end,
        epoch = case
          when (excluded.epoch, excluded.session, excluded.sequence)
            > (s.epoch, s.session, s.sequence)
          then excluded.epoch else s.epoch end,
        session = case
          when (excluded.epoch, excluded.session, excluded.sequence)
            > (s.epoch, s.session, s.sequence)
          then excluded.session else s.session end,
        sequence = case
          when (excluded.epoch, excluded.session, excluded.sequence)
            > (s.epoch, s.session, s.sequence)
          then excluded.sequence else s.sequence end
      where excluded.delivered_generation > coalesce(s.delivered_generation, 0)
        or excluded.acknowledged_generation > coalesce(s.acknowledged_generation, 0)
        or excluded.refused_generation > coalesce(s.refused_generation, 0)
        or excluded.compliant_generation > coalesce(s.compliant_generation, 0)
        or ((excluded.epoch, excluded.session, excluded.sequence)
            > (s.epoch, s.session, s.sequence)
          and (excluded.status, excluded.epoch, excluded.session)
            is distinct from (s.status, s.epoch, s.session))
      """;

  /// Protected settings that their cluster has: whoever acknowledged the generation with which they
  /// were given, or a later one, has stored them.
  static final String DELIVERED =
      """
      update protected_settings s set state = 'Delivered', jwe = null, failed_at = null
      from configuration_status k
      where k.uid = any($1::uuid[]) and s.uid = k.uid and s.state <> 'Delivered'
        and s.version <= k.acknowledged_generation
      """;

  private FactsSql() {}
}

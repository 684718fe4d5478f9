-- The policy that wrote a configuration. A change of it alone is published with the same generation.
alter table configurations add column managed_by jsonb;
drop trigger configurations_stamp on configurations;
create trigger configurations_stamp before update on configurations for each row
  when (old.generation <> new.generation or old.lifecycle <> new.lifecycle
    or old.managed_by is distinct from new.managed_by)
  execute function stamp_change();

-- How resources stand to policies. The key begins with the resource's, so a scope is a range of
-- keys.
create table policy_states (
  key             text collate "C" primary key, -- resource|assignment|reference
  resource_key    text collate "C" not null,
  cluster_key     text collate "C" not null,
  assignment_key  text collate "C" not null,
  reference_key   text collate "C" not null,
  definition_key  text collate "C" not null,
  initiative_key  text collate "C" not null, -- empty when there is none
  type_key        text collate "C" not null, -- the resource's type
  resource_id     text        not null,
  assignment_id   text        not null,
  definition_id   text        not null,
  initiative_id   text,
  reference       text        not null,
  effect          text        not null,
  assignment_uid  uuid        not null,
  cluster_uid     uuid        not null,
  epoch           bigint      not null,
  compliance      text        not null,
  reason          text        not null,
  message         text,
  conflicts_with  jsonb       not null,
  exemption       text,
  deployed        jsonb       not null,
  decided_at      timestamptz not null,
  confirmed_at    timestamptz,
  -- why the store could not do what the policy asked for under that digest
  failure_reason  text,
  failure_message text,
  failure_digest  text,
  -- What is said of it outside: a failure counts while the policy still wants what failed.
  effective_compliance text not null generated always as (
    case when compliance not in ('Exempt', 'Conflicting')
        and deployed @> cast('[{"digest":"' || failure_digest || '"}]' as jsonb)
      then 'NonCompliant' else compliance end) stored,
  effective_reason text not null generated always as (
    case when compliance not in ('Exempt', 'Conflicting')
        and deployed @> cast('[{"digest":"' || failure_digest || '"}]' as jsonb)
      then failure_reason else reason end) stored
) with (fillfactor = 80);
-- With the cluster, so that a summary finds those that are offline in the index alone.
create index policy_states_of_assignment
  on policy_states (assignment_key, effective_compliance, cluster_key);
create index policy_states_in_cluster on policy_states (cluster_key, assignment_key);
create index policy_states_not_compliant on policy_states (key)
  where effective_compliance = 'NonCompliant';

-- Why the store could not do what a policy asked for in a cluster; outlives the verdict's absence.
create table policy_failures (
  cluster_key    text collate "C" not null,
  assignment_key text collate "C" not null,
  reference_key  text collate "C" not null,
  cluster_uid    uuid        not null,
  assignment_uid uuid        not null,
  reason         text        not null,
  message        text        not null,
  configuration_key text collate "C" not null, -- what was not written, or not wholly
  digest         text        not null,
  failed_at      timestamptz not null,
  primary key (cluster_key, assignment_key, reference_key)
);

-- How many resources are in which state, kept with the states so that a summary does not read them.
-- Per resource group; within it either of one definition of an assignment, or (reference_key '*')
-- of an assignment that assigns an initiative, or (assignment_key '') of all policies together.
create table policy_counts (
  group_key      text collate "C" not null, -- the resource group's id
  assignment_key text collate "C" not null,
  reference_key  text collate "C" not null,
  definition_key text collate "C" not null,
  effect         text        not null,
  compliance     text        not null,
  assignment_id  text        not null,
  definition_id  text        not null,
  initiative_id  text,
  reference      text        not null,
  resources      bigint      not null,
  primary key (group_key, assignment_key, reference_key, definition_key, effect, compliance)
) with (fillfactor = 50);
create index policy_counts_of_assignment on policy_counts (assignment_key);

-- A resource with several states counts once, with the worst of them: what it takes to know that.
create table policy_resources (
  resource_key   text collate "C" not null,
  assignment_key text collate "C" not null, -- of an initiative; empty for all policies together
  group_key      text collate "C" not null,
  assignment_id  text        not null,
  initiative_id  text,
  non_compliant  integer     not null,
  conflicting    integer     not null,
  unknown        integer     not null,
  compliant      integer     not null,
  exempt         integer     not null,
  worst          text generated always as (
    case when non_compliant > 0 then 'NonCompliant' when conflicting > 0 then 'Conflicting'
      when unknown > 0 then 'Unknown' when compliant > 0 then 'Compliant'
      when exempt > 0 then 'Exempt' end) stored,
  primary key (resource_key, assignment_key)
) with (fillfactor = 50);

create type policy_delta as (
  resource_key text, group_key text, assignment_key text, reference_key text, definition_key text,
  effect text, compliance text, assignment_id text, definition_id text, initiative_id text,
  reference text, n integer
);

create function policy_delta_of(s policy_states, n integer) returns policy_delta
language sql immutable as $$
  select row(s.resource_key,
    '/' || split_part(s.cluster_key, '/', 2) || '/' || split_part(s.cluster_key, '/', 3)
      || '/' || split_part(s.cluster_key, '/', 4) || '/' || split_part(s.cluster_key, '/', 5),
    s.assignment_key, s.reference_key, s.definition_key, s.effect, s.effective_compliance,
    s.assignment_id, s.definition_id, s.initiative_id, s.reference, n)::policy_delta
$$;

-- Counts what came to the states and what went. Whoever changes the states of a resource holds the
-- lock of its cluster's row. One at a time counts: two would wait for each other in a circle.
create function count_policy_states(d policy_delta[]) returns void language plpgsql as $$
begin
  if d is null then
    return;
  end if;
  perform pg_advisory_xact_lock(5108072026);
  insert into policy_counts as c (group_key, assignment_key, reference_key, definition_key,
    effect, compliance, assignment_id, definition_id, initiative_id, reference, resources)
  select group_key, assignment_key, reference_key, definition_key, effect, compliance,
    max(assignment_id), max(definition_id), max(initiative_id), max(reference), sum(n)
  from unnest(d) group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0
  on conflict (group_key, assignment_key, reference_key, definition_key, effect, compliance)
    do update set resources = c.resources + excluded.resources;
  with delta as (
    select resource_key, level as assignment_key, max(group_key) as group_key,
      max(case when level = '' then '' else assignment_id end) as assignment_id,
      max(case when level = '' then null else initiative_id end) as initiative_id,
      coalesce(sum(n) filter (where compliance = 'NonCompliant'), 0) as non_compliant,
      coalesce(sum(n) filter (where compliance = 'Conflicting'), 0) as conflicting,
      coalesce(sum(n) filter (where compliance = 'Unknown'), 0) as unknown,
      coalesce(sum(n) filter (where compliance = 'Compliant'), 0) as compliant,
      coalesce(sum(n) filter (where compliance = 'Exempt'), 0) as exempt
    from (select u.*, '' as level from unnest(d) u
      union all select u.*, assignment_key from unnest(d) u where initiative_id is not null) l
    group by resource_key, level),
  before as (
    select r.resource_key, r.assignment_key, r.worst
    from policy_resources r join delta using (resource_key, assignment_key)),
  after as (
    insert into policy_resources as r (resource_key, assignment_key, group_key, assignment_id,
      initiative_id, non_compliant, conflicting, unknown, compliant, exempt)
    select resource_key, assignment_key, group_key, assignment_id, initiative_id, non_compliant,
      conflicting, unknown, compliant, exempt from delta
    on conflict (resource_key, assignment_key) do update set
      non_compliant = r.non_compliant + excluded.non_compliant,
      conflicting = r.conflicting + excluded.conflicting,
      unknown = r.unknown + excluded.unknown,
      compliant = r.compliant + excluded.compliant,
      exempt = r.exempt + excluded.exempt
    returning r.*),
  moved as (
    select a.group_key, a.assignment_key, a.assignment_id, a.initiative_id, w.worst, w.n
    from after a left join before b using (resource_key, assignment_key)
    cross join lateral (values (a.worst, 1), (b.worst, -1)) as w (worst, n)
    where a.worst is distinct from b.worst and w.worst is not null)
  insert into policy_counts as c (group_key, assignment_key, reference_key, definition_key,
    effect, compliance, assignment_id, definition_id, initiative_id, reference, resources)
  select group_key, assignment_key, case when assignment_key = '' then '' else '*' end, '', '',
    worst, max(assignment_id), '', max(initiative_id), '', sum(n)
  from moved group by 1, 2, 3, 6 having sum(n) <> 0
  on conflict (group_key, assignment_key, reference_key, definition_key, effect, compliance)
    do update set resources = c.resources + excluded.resources;
end
$$;

create function policy_states_inserted() returns trigger language plpgsql as $$
begin
  perform count_policy_states((select array_agg(policy_delta_of(f, 1)) from fresh f));
  return null;
end
$$;
create function policy_states_updated() returns trigger language plpgsql as $$
begin
  perform count_policy_states((
    select array_agg(x) from fresh f join past p using (key)
    cross join lateral (values (policy_delta_of(f, 1)), (policy_delta_of(p, -1))) as v (x)
    where (f.effective_compliance, f.effect, f.definition_key, f.initiative_id)
      is distinct from (p.effective_compliance, p.effect, p.definition_key, p.initiative_id)));
  return null;
end
$$;
create function policy_states_deleted() returns trigger language plpgsql as $$
begin
  perform count_policy_states((select array_agg(policy_delta_of(p, -1)) from past p));
  delete from policy_resources r using (select distinct resource_key from past) p
  where r.resource_key = p.resource_key and r.worst is null;
  return null;
end
$$;
create trigger policy_states_inserted after insert on policy_states
  referencing new table as fresh for each statement execute function policy_states_inserted();
create trigger policy_states_updated after update on policy_states
  referencing old table as past new table as fresh
  for each statement execute function policy_states_updated();
create trigger policy_states_deleted after delete on policy_states
  referencing old table as past for each statement execute function policy_states_deleted();

-- Counts are kept of each definition and each initiative, too, over all of its assignments: a
-- resource that several of them apply to counts once. All is counted anew.
drop trigger policy_states_inserted on policy_states;
drop trigger policy_states_updated on policy_states;
drop trigger policy_states_deleted on policy_states;
drop function policy_states_inserted();
drop function policy_states_updated();
drop function policy_states_deleted();
drop function count_policy_states(policy_delta[]);
drop function policy_delta_of(policy_states, integer);
drop type policy_delta;
drop table policy_resources;

-- Per resource group; within it either of one definition of an assignment, or (reference_key '*')
-- of an assignment that assigns an initiative, or (assignment_key '') of all policies together, or
-- of those only (reference_key '*', too) whose definition or initiative is in definition_key.
truncate policy_counts;
alter table policy_counts
  add column initiative_key text collate "C" not null, -- empty but for the first of these
  drop constraint policy_counts_pkey,
  add primary key (group_key, assignment_key, reference_key, definition_key, initiative_key,
    effect, compliance);
create index policy_counts_of_definition on policy_counts (definition_key);
create index policy_counts_of_initiative on policy_counts (initiative_key)
  where initiative_key <> '';

-- A resource with several states counts once, with the worst of them: what it takes to know that.
-- The primary key tells which clusters have states of a policy.
create table policy_resources (
  level          text collate "C" not null, -- an assignment of an initiative, a definition, an
                                            -- initiative; empty for all policies together
  cluster_key    text collate "C" not null,
  extension      text collate "C" not null, -- the rest of the resource's key; empty for a cluster
  group_key      text collate "C" not null,
  assignment_id  text        not null, -- empty unless the level is an assignment
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
  primary key (level, cluster_key, extension)
) with (fillfactor = 50);

create type policy_delta as (
  cluster_key text, extension text, group_key text, assignment_key text, reference_key text,
  definition_key text, initiative_key text, effect text, compliance text, assignment_id text,
  definition_id text, initiative_id text, reference text, n integer
);

create function policy_delta_of(s policy_states, n integer) returns policy_delta
language sql immutable as $$
  select row(s.cluster_key, substr(s.resource_key, length(s.cluster_key) + 1),
    '/' || split_part(s.cluster_key, '/', 2) || '/' || split_part(s.cluster_key, '/', 3)
      || '/' || split_part(s.cluster_key, '/', 4) || '/' || split_part(s.cluster_key, '/', 5),
    s.assignment_key, s.reference_key, s.definition_key, s.initiative_key, s.effect,
    s.effective_compliance, s.assignment_id, s.definition_id, s.initiative_id, s.reference,
    n)::policy_delta
$$;

-- At which levels a state counts.
create function policy_levels(d policy_delta[]) returns table (
  level text, cluster_key text, extension text, group_key text, assignment_id text,
  initiative_id text, compliance text, n integer)
language sql immutable as $$
  select l.level, u.cluster_key, u.extension, u.group_key, l.assignment_id, l.initiative_id,
    u.compliance, u.n
  from unnest(d) u cross join lateral (
    select '', '', null
    union all select u.definition_key, '', null
    union all select u.initiative_key, '', null where u.initiative_key <> ''
    union all select u.assignment_key, u.assignment_id, u.initiative_id
      where u.initiative_key <> '') l (level, assignment_id, initiative_id)
$$;

-- Counts what came to the states and what went. Rows are found one by one ("offset 0" keeps the
-- planner from thinking otherwise), whatever it knows of the table: that grows from nothing. Whoever changes the states of a resource holds the
-- lock of its cluster's row. One at a time counts: two would wait for each other in a circle.
create function count_policy_states(d policy_delta[]) returns void language plpgsql as $$
begin
  if d is null then
    return;
  end if;
  perform pg_advisory_xact_lock(5108072026);
  insert into policy_counts as c (group_key, assignment_key, reference_key, definition_key,
    initiative_key, effect, compliance, assignment_id, definition_id, initiative_id, reference,
    resources)
  select group_key, assignment_key, reference_key, definition_key, initiative_key, effect,
    compliance, max(assignment_id), max(definition_id), max(initiative_id), max(reference), sum(n)
  from unnest(d) group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0
  on conflict (group_key, assignment_key, reference_key, definition_key, initiative_key, effect,
    compliance) do update set resources = c.resources + excluded.resources;
  with delta as (
    select level, cluster_key, extension, max(group_key) as group_key,
      max(assignment_id) as assignment_id, max(initiative_id) as initiative_id,
      coalesce(sum(n) filter (where compliance = 'NonCompliant'), 0) as non_compliant,
      coalesce(sum(n) filter (where compliance = 'Conflicting'), 0) as conflicting,
      coalesce(sum(n) filter (where compliance = 'Unknown'), 0) as unknown,
      coalesce(sum(n) filter (where compliance = 'Compliant'), 0) as compliant,
      coalesce(sum(n) filter (where compliance = 'Exempt'), 0) as exempt
    from policy_levels(d) group by level, cluster_key, extension),
  before as (
    select r.* from delta cross join lateral (
      select r.level, r.cluster_key, r.extension, r.worst from policy_resources r
      where r.level = delta.level and r.cluster_key = delta.cluster_key
        and r.extension = delta.extension offset 0) r),
  after as (
    insert into policy_resources as r (level, cluster_key, extension, group_key, assignment_id,
      initiative_id, non_compliant, conflicting, unknown, compliant, exempt)
    select level, cluster_key, extension, group_key, assignment_id, initiative_id, non_compliant,
      conflicting, unknown, compliant, exempt from delta
    on conflict (level, cluster_key, extension) do update set
      non_compliant = r.non_compliant + excluded.non_compliant,
      conflicting = r.conflicting + excluded.conflicting,
      unknown = r.unknown + excluded.unknown,
      compliant = r.compliant + excluded.compliant,
      exempt = r.exempt + excluded.exempt
    returning r.*),
  moved as (
    select a.group_key, a.level, a.assignment_id, a.initiative_id, w.worst, w.n
    from after a left join before b using (level, cluster_key, extension)
    cross join lateral (values (a.worst, 1), (b.worst, -1)) as w (worst, n)
    where a.worst is distinct from b.worst and w.worst is not null)
  insert into policy_counts as c (group_key, assignment_key, reference_key, definition_key,
    initiative_key, effect, compliance, assignment_id, definition_id, initiative_id, reference,
    resources)
  select group_key, case when assignment_id = '' then '' else level end,
    case when level = '' then '' else '*' end, case when assignment_id = '' then level else '' end,
    '', '', worst, max(assignment_id), '', max(initiative_id), '', sum(n)
  from moved group by 1, 2, 3, 4, 7 having sum(n) <> 0
  on conflict (group_key, assignment_key, reference_key, definition_key, initiative_key, effect,
    compliance) do update set resources = c.resources + excluded.resources;
  delete from policy_resources where ctid = any (array(
    select r.ctid from (
      select level, cluster_key, extension from policy_levels(d)
      group by level, cluster_key, extension having sum(n) < 0) g
    cross join lateral (
      select r.ctid from policy_resources r
      where r.level = g.level and r.cluster_key = g.cluster_key and r.extension = g.extension
        and r.worst is null offset 0) r));
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
    where (f.effective_compliance, f.effect, f.definition_key, f.initiative_key)
      is distinct from (p.effective_compliance, p.effect, p.definition_key, p.initiative_key)));
  return null;
end
$$;
create function policy_states_deleted() returns trigger language plpgsql as $$
begin
  perform count_policy_states((select array_agg(policy_delta_of(p, -1)) from past p));
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

do $$
declare
  last text := '';
  part policy_delta[];
begin
  loop
    select max((x.s).key), array_agg(policy_delta_of(x.s, 1)) into last, part
    from (select s from policy_states s where s.key > last order by s.key limit 5000) x;
    exit when last is null;
    perform count_policy_states(part);
  end loop;
end
$$;

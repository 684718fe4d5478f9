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
create index policy_states_of_assignment on policy_states (assignment_key, effective_compliance);
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
  digest         text        not null,
  failed_at      timestamptz not null,
  primary key (cluster_key, assignment_key, reference_key)
);

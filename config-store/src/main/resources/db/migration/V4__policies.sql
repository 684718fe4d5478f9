-- Definitions, initiatives, assignments and exemptions of Azure Policy: their own outbox, too.
create table policies (
  id_key           text collate "C" primary key,
  id               text        not null,
  type_key         text collate "C" not null,
  scope_key        text collate "C" not null,
  uid              uuid        not null,
  generation       bigint      not null,
  lifecycle        text        not null check (lifecycle in ('Active', 'Removed')),
  -- json, not jsonb: what was written is given back in its own order.
  body             json        not null,
  created_by       text        not null,
  created_by_type  text        not null,
  created_at       timestamptz not null,
  modified_by      text        not null,
  modified_by_type text        not null,
  changed_at       timestamptz not null,
  changed_xid      xid8        not null default pg_current_xact_id(),
  bytes            integer generated always as (octet_length(body::text)) stored,
  category_key     text collate "C" generated always as
    (lower(body #>> '{properties,metadata,category}')) stored,
  target_key       text collate "C" generated always as
    (lower(coalesce(body #>> '{properties,policyDefinitionId}',
      body #>> '{properties,policyAssignmentId}'))) stored
);
create index policies_changed on policies (changed_xid, id_key);
create index policies_at on policies (scope_key, type_key) where lifecycle = 'Active';
create trigger policies_stamp before update on policies for each row
  when (old.generation <> new.generation or old.lifecycle <> new.lifecycle)
  execute function stamp_change();

-- Which policy names which other one.
create table policy_references (
  source_key text collate "C" not null,
  target_key text collate "C" not null,
  primary key (source_key, target_key)
);
create index policy_references_to on policy_references (target_key);

alter table hub
  add column policies_xid xid8 not null default '0',
  add column policies_key text not null default '';

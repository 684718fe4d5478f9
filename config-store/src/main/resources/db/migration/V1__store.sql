-- Keys are lower-case ids under collation "C": their order is the order of pages, whatever the
-- database's language.

-- One for all resources, so that the generations of a key grow even over delete and re-create.
create sequence generation as bigint;

create table subscriptions (
  id_key     text collate "C" primary key,
  id         text        not null,
  created_at timestamptz not null
);

create table resource_groups (
  id_key           text collate "C" primary key, -- subscription/name
  subscription_id  text        not null,
  name             text        not null,
  uid              uuid        not null,
  generation       bigint      not null,
  location         text        not null,
  tags             jsonb       not null,
  created_by       text        not null,
  created_by_type  text        not null,
  created_at       timestamptz not null,
  modified_by      text        not null,
  modified_by_type text        not null,
  changed_at       timestamptz not null
);

-- Clusters and configurations are their own outbox: the publisher reads them in the order of
-- changed_xid and deletes the rows that are Removed once it has published that.
create table clusters (
  id_key           text collate "C" primary key,
  id               text        not null,
  type_key         text collate "C" not null,
  uid              uuid        not null,
  generation       bigint      not null,
  lifecycle        text        not null check (lifecycle in ('Active', 'Removed')),
  location         text        not null,
  tags             jsonb       not null,
  identity         jsonb,
  certificate      text        not null,
  properties       jsonb       not null,
  created_by       text        not null,
  created_by_type  text        not null,
  created_at       timestamptz not null,
  modified_by      text        not null,
  modified_by_type text        not null,
  changed_at       timestamptz not null,
  changed_xid      xid8        not null default pg_current_xact_id()
);
create index clusters_changed on clusters (changed_xid, id_key);

-- No foreign key to clusters: a removed cluster's row may go before its configurations' rows do.
-- Whoever writes a configuration holds the lock of its cluster's row instead.
create table configurations (
  id_key              text collate "C" primary key,
  id                  text        not null,
  cluster_key         text collate "C" not null,
  uid                 uuid        not null,
  generation          bigint      not null,
  lifecycle           text        not null check (lifecycle in ('Active', 'Deleting', 'Removed')),
  properties          jsonb       not null,
  created_by          text        not null,
  created_by_type     text        not null,
  created_at          timestamptz not null,
  modified_by         text        not null,
  modified_by_type    text        not null,
  changed_at          timestamptz not null,
  delete_operation    uuid,
  changed_xid         xid8        not null default pg_current_xact_id()
);
create index configurations_changed on configurations (changed_xid, id_key);
create index configurations_deleting on configurations (changed_at) where lifecycle = 'Deleting';

-- In the database, so that no statement that changes desired state can forget to publish it.
create function stamp_change() returns trigger language plpgsql as $$
begin
  new.changed_xid := pg_current_xact_id();
  return new;
end
$$;
create trigger clusters_stamp before update on clusters for each row
  when (old.generation <> new.generation or old.lifecycle <> new.lifecycle)
  execute function stamp_change();
create trigger configurations_stamp before update on configurations for each row
  when (old.generation <> new.generation or old.lifecycle <> new.lifecycle)
  execute function stamp_change();

-- What was said of one incarnation of a configuration: another incarnation has another row.
create table configuration_status (
  uid                     uuid primary key,
  delivered_generation    bigint,
  delivered_at            timestamptz,
  acknowledged_generation bigint,
  acknowledged_at         timestamptz,
  refused_generation      bigint,
  refused_at              timestamptz,
  refused_reason          text,
  compliant_generation    bigint,
  compliant_at            timestamptz,
  status                  jsonb,
  status_received_at      timestamptz,
  -- where in the order of reports the status stood
  epoch                   bigint not null default 0,
  session                 bigint not null default 0,
  sequence                bigint not null default 0
) with (fillfactor = 70);

-- What was said by the agent of one incarnation of a cluster.
create table cluster_connectivity (
  uid               uuid primary key,
  epoch             bigint      not null, -- of the newest session
  session           bigint      not null,
  session_open      boolean     not null,
  agent             jsonb,
  last_heartbeat_at timestamptz not null,
  connected_since   timestamptz not null,
  removals_held     integer     not null default 0,
  removals_of       integer     not null default 0,
  removals_at       timestamptz,
  removals_sequence bigint      not null default 0
) with (fillfactor = 70);

create table operations (
  id          uuid primary key,
  resource_id text        not null,
  kind        text        not null check (kind in ('Put', 'Delete')),
  uid         uuid        not null,
  generation  bigint      not null,
  started_at  timestamptz not null,
  finished_at timestamptz
);
create index operations_of on operations (uid, generation);
create index operations_finished on operations (finished_at) where finished_at is not null;

-- How far the publisher has come. One row.
create table hub (
  one                      boolean primary key default true check (one),
  epoch                    bigint      not null default 0,
  epoch_reason             text        not null default 'none',
  complete                 boolean     not null default false,
  publication_number       bigint      not null default 0,
  database_identity        text        not null default '',
  topic_ids                jsonb       not null default '{}',
  -- everything up to here was published
  clusters_xid             xid8        not null default '0',
  clusters_key             text        not null default '',
  configurations_xid       xid8        not null default '0',
  configurations_key       text        not null default ''
);
insert into hub default values;

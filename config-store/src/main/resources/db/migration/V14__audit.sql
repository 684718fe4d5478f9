-- Who asked for what, and what became of it: every request of the API that writes, and every one that
-- was refused. What it says of a request is there once, as JSON that is also published.
create table audit_entries (
  id_key           text collate "C" primary key, -- the entry's id
  subscription_key text collate "C" not null,
  group_key        text collate "C" not null, -- of the resource group; empty outside one
  resource_key     text collate "C" not null,
  correlation_id   text collate "C" not null,
  changed_at       timestamptz not null, -- when it was asked for
  entry            jsonb       not null,
  changed_xid      xid8        not null default pg_current_xact_id()
);
create index audit_entries_changed on audit_entries (changed_xid, id_key);
create index audit_entries_of_subscription on audit_entries (subscription_key, changed_at, id_key);
create index audit_entries_of_group on audit_entries (group_key, changed_at, id_key);
create index audit_entries_of_resource on audit_entries (resource_key, changed_at, id_key);
create index audit_entries_correlated on audit_entries (correlation_id, changed_at, id_key);
-- For what is to go. No tree: whoever asks for the newest of a scope would be led through all scopes.
create index audit_entries_oldest on audit_entries using brin (changed_at)
  with (pages_per_range = 32, autosummarize = on);

alter table hub
  add column audit_entries_xid xid8 not null default '0',
  add column audit_entries_key text not null default '',
  -- within which no entry can be deleted
  add column audit_kept interval not null default '90 days' check (audit_kept >= '1 day');

-- In the database, so that no statement, whoever sends it, changes what was recorded or takes it away
-- before its time. By the database's clock.
create function keep_audit() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.changed_at < now() - (select audit_kept from hub) then
      return old;
    end if;
  elsif tg_op = 'UPDATE' then
    -- Its place among what is published is not what was recorded.
    if to_jsonb(new) - 'changed_xid' = to_jsonb(old) - 'changed_xid'
        and new.changed_xid = pg_current_xact_id() then
      return new;
    end if;
  end if;
  raise exception 'entries of the audit log are neither changed nor deleted before their time'
    using errcode = 'restrict_violation';
end
$$;
create trigger audit_entries_stay before update or delete on audit_entries for each row
  execute function keep_audit();
create trigger audit_entries_stay_all before truncate on audit_entries for each statement
  execute function keep_audit();

-- Protected settings of an incarnation of a configuration, sealed to the key of its cluster. What is
-- sealed stays only while it waits for the cluster, and for 48 hours at most.
create table protected_settings (
  uid            uuid        not null,
  name           text        not null,
  version        bigint      not null, -- the configuration's generation with which it was given
  state          text        not null
    check (state in ('Waiting', 'Delivered', 'Expired', 'Lost')),
  jwe            text,
  key_thumbprint text        not null,
  sealed_at      timestamptz not null,
  expires_at     timestamptz not null,
  failed_at      timestamptz, -- since when it is Expired or Lost
  primary key (uid, name),
  check ((state = 'Waiting') = (jwe is not null))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1,
  toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 1);
create index protected_settings_waiting on protected_settings (expires_at) where state = 'Waiting';

-- In the database, so that no statement that ends an incarnation can forget its settings.
create function forget_protected_settings() returns trigger language plpgsql as $$
begin
  delete from protected_settings where uid = old.uid;
  return null;
end
$$;
create trigger configurations_left after update on configurations for each row
  when (old.uid <> new.uid or (new.lifecycle <> 'Active' and new.lifecycle <> old.lifecycle))
  execute function forget_protected_settings();
create trigger configurations_gone after delete on configurations for each row
  execute function forget_protected_settings();

-- Who holds which role where. One at a cluster or a configuration counts for that incarnation of it.
create table role_assignments (
  id_key           text collate "C" primary key,
  id               text        not null,
  name             uuid        not null,
  scope            text        not null,
  scope_key        text collate "C" not null,
  subscription_key text collate "C" not null,
  resource_uid     uuid, -- null for a subscription and a resource group
  role_id          uuid        not null,
  principal_id     text collate "C" not null,
  principal_type   text        not null,
  description      text        not null,
  created_by       text        not null,
  created_by_type  text        not null,
  created_at       timestamptz not null,
  modified_by      text        not null,
  modified_by_type text        not null,
  changed_at       timestamptz not null,
  unique (scope_key, role_id, principal_id)
);
create index role_assignments_of on role_assignments (principal_id);
create index role_assignments_in on role_assignments (subscription_key, id_key);

-- Whether a key is one of some scopes or within one. Scopes: keys, one on each line.
create function is_within(key text, scopes text) returns boolean
language sql immutable parallel safe as $$
  select exists (
    select from string_to_table(scopes, chr(10)) s
    where key collate "C" = s or starts_with(key, s || '/'))
$$;

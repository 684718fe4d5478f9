-- What was asked to be put right. How far that has come is worked out from policy_states.
create table remediations (
  id_key          text collate "C" primary key,
  id              text        not null,
  scope_key       text collate "C" not null,
  assignment_key  text collate "C" not null,
  reference_key   text collate "C" not null, -- empty for a definition assigned by itself
  locations       text[], -- lower case without spaces; null for all
  resource_keys   text[], -- null for all
  correlation_id  uuid        not null,
  body            jsonb       not null,
  created_by      text        not null,
  created_by_type text        not null,
  created_at      timestamptz not null,
  canceled_at     timestamptz
);
create index remediations_at on remediations (scope_key, id_key);

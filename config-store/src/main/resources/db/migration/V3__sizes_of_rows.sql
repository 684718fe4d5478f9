-- What a row takes in a list, known without reading it: pages are bounded in bytes.
alter table clusters add column bytes integer generated always as (
  octet_length(properties::text) + octet_length(tags::text) + octet_length(certificate)
  + coalesce(octet_length(identity::text), 0)) stored;
alter table configurations add column bytes integer
  generated always as (octet_length(properties::text)) stored;
alter table configuration_status add column bytes integer
  generated always as (coalesce(octet_length(status::text), 0)) stored;

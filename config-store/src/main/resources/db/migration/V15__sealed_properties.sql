-- Sealed at rest. What is there stays in clear text until the publisher's process has sealed it; which
-- it is tells the first byte: JSON begins with none that a sealed value begins with.
alter table configurations drop column bytes;
alter table configurations
  alter column properties type bytea using convert_to(properties::text, 'UTF8');
alter table configurations add column bytes integer
  generated always as (octet_length(properties)) stored;

-- By which key: the form, the prefix and the id of the key are the first six bytes.
create index configurations_sealed_by on configurations (substring(properties from 1 for 6), id_key);

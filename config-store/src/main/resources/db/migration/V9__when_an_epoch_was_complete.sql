-- Since when everything is published in this epoch; null while it is not.
alter table hub add column completed_at timestamptz;
update hub set completed_at = now() where complete;

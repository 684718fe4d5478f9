-- What the publisher knows to be on Kafka: less than that was lost.
alter table hub
  add column confirmed_number bigint not null default 0,
  add column end_offsets      jsonb  not null default '{}';

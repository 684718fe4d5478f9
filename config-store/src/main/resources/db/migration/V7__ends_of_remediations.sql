-- A remediation is for one incarnation of its assignment, and ends with it.
alter table remediations add column assignment_uid uuid;
update remediations r set assignment_uid = coalesce(
  (select p.uid from policies p where p.id_key = r.assignment_key and p.lifecycle = 'Active'),
  gen_random_uuid());
alter table remediations alter column assignment_uid set not null;

-- One at a cluster goes with the cluster.
delete from remediations r where position('/providers/' in r.scope_key) > 0
  and not exists (
    select 1 from clusters c where c.id_key = r.scope_key and c.lifecycle = 'Active');

-- With the incarnation of the cluster, so that an assignment's clusters that are offline are found
-- without a look at states and clusters.
drop index policy_states_of_assignment;
create index policy_states_of_assignment
  on policy_states (assignment_key, effective_compliance, cluster_key) include (cluster_uid);

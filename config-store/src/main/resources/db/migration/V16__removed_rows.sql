-- Removed rows stay until everybody knows of their removal; by these they are found.
create index clusters_removed on clusters (changed_xid, id_key) where lifecycle = 'Removed';
create index configurations_removed on configurations (changed_xid, id_key)
  where lifecycle = 'Removed';
create index policies_removed on policies (changed_xid, id_key) where lifecycle = 'Removed';

/// The store's ports over PostgreSQL, with Hibernate Reactive.
///
/// Read [io.fairlead.store.postgres.PostgresConfigurationStore] first, then
/// [io.fairlead.store.postgres.PostgresClusterStore]. The schema is `db/migration/V1__store.sql`;
/// policies came with `V4__policies.sql` and [io.fairlead.store.postgres.PostgresPolicyStore], how
/// resources stand to them with `V5__policy_states.sql` and
/// [io.fairlead.store.postgres.PostgresPolicyStates]. Who asked for a write is recorded with it, by
/// [io.fairlead.store.postgres.Recording]. Configurations that are written at the same time share a
/// transaction: [io.fairlead.store.postgres.Gathering] and
/// [io.fairlead.store.postgres.PutTransaction].
@NullMarked
package io.fairlead.store.postgres;

import org.jspecify.annotations.NullMarked;

/// The tables of the measured Fairlead: [io.fairlead.benchmarks.store.Clusters] registers clusters
/// in them, [io.fairlead.benchmarks.store.Configurations] writes configurations by the hundred
/// thousand, [io.fairlead.benchmarks.store.Edits] and [io.fairlead.benchmarks.store.Churn] change
/// them. How far they have come tell [io.fairlead.benchmarks.store.Deliveries], what the database
/// has to do [io.fairlead.benchmarks.store.Transactions].
@NullMarked
package io.fairlead.benchmarks.store;

import org.jspecify.annotations.NullMarked;

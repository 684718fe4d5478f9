/// The Fairlead that is measured: [io.fairlead.benchmarks.hub.Hub] runs one,
/// [io.fairlead.benchmarks.hub.Clusters] registers clusters in it,
/// [io.fairlead.benchmarks.hub.Configurations] writes configurations by the hundred thousand and
/// [io.fairlead.benchmarks.hub.Edits] changes them, and [io.fairlead.benchmarks.hub.ApiClient]
/// uses its API. [io.fairlead.benchmarks.hub.GatewayProcess] is one more gateway of it, and
/// [io.fairlead.benchmarks.hub.UpProcess] a whole one as a user starts it.
///
/// How far it has come tell its [io.fairlead.benchmarks.hub.Topics] and
/// [io.fairlead.benchmarks.hub.Deliveries]; what processes take of the machine
/// [io.fairlead.benchmarks.hub.ProcessWatch], what they put on the wire
/// [io.fairlead.benchmarks.hub.Wire], what is alive in a heap
/// [io.fairlead.benchmarks.hub.LiveHeap], and what the database has to do
/// [io.fairlead.benchmarks.hub.Transactions].
@NullMarked
package io.fairlead.benchmarks.hub;

import org.jspecify.annotations.NullMarked;

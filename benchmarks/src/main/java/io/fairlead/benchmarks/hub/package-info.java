/// The Fairlead that is measured: [io.fairlead.benchmarks.hub.Hub] runs one,
/// [io.fairlead.benchmarks.hub.Clusters] registers clusters in it, and
/// [io.fairlead.benchmarks.hub.ApiClient] uses its API. What its processes take of the machine
/// tells [io.fairlead.benchmarks.hub.ProcessWatch]; what it puts on the wire
/// [io.fairlead.benchmarks.hub.Wire], what is alive in a heap
/// [io.fairlead.benchmarks.hub.LiveHeap], and what the database has to do
// [io.fairlead.benchmarks.hub.Transactions].
@NullMarked
package io.fairlead.benchmarks.hub;

import org.jspecify.annotations.NullMarked;

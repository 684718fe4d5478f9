/// The Fairlead that is measured, as processes: [io.fairlead.benchmarks.hub.Hub] runs one,
/// [io.fairlead.benchmarks.hub.GatewayProcess] is one more gateway of it, and
/// [io.fairlead.benchmarks.hub.UpProcess] a whole one as a user starts it.
///
/// How far it has come tell its [io.fairlead.benchmarks.hub.Topics] and
/// [io.fairlead.benchmarks.hub.Metrics]; what processes take of the machine
/// [io.fairlead.benchmarks.hub.ProcessWatch], what they put on the wire
/// [io.fairlead.benchmarks.hub.Wire], and what is alive in a heap
/// [io.fairlead.benchmarks.hub.LiveHeap].
@NullMarked
package io.fairlead.benchmarks.hub;

import org.jspecify.annotations.NullMarked;

/// Simulated clusters: each has its own key, its own state on disk and its own session, speaks the
/// real agent protocol, and reports statuses that say that they are simulated.
///
/// [io.fairlead.local.fleet.SimulatedFleet] is the way in, also for tests;
/// [io.fairlead.local.fleet.SimulatedCluster] is one of them,
/// [io.fairlead.local.fleet.SimulatedStatus] what it makes up.
@NullMarked
package io.fairlead.local.fleet;

import org.jspecify.annotations.NullMarked;

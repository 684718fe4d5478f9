/// Fleets of agents: [io.fairlead.benchmarks.fleet.AgentFleet] holds thousands of
/// [io.fairlead.benchmarks.fleet.FleetAgent]s in this process, each in front of a
/// [io.fairlead.benchmarks.fleet.SimulatedWorkload]. What they store and when, takes
/// [io.fairlead.benchmarks.fleet.Arrivals] note of. A [io.fairlead.benchmarks.fleet.DeafAgent] is
/// none of them: it reads nothing.
@NullMarked
package io.fairlead.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;

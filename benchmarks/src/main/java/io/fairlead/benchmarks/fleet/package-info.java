/// Fleets of agents: [io.fairlead.benchmarks.fleet.AgentFleet] holds thousands of
/// [io.fairlead.benchmarks.fleet.FleetAgent]s in this process, each in front of a
/// [io.fairlead.benchmarks.fleet.SimulatedWorkload].
@NullMarked
package io.fairlead.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;

/// Fleets of agents: [io.fairlead.benchmarks.fleet.AgentFleet] holds thousands of
/// [io.fairlead.benchmarks.fleet.FleetAgent]s in this process, each in front of a
/// [io.fairlead.benchmarks.fleet.SimulatedWorkload]. What happens to them says a
/// [io.fairlead.benchmarks.fleet.Script]; a [io.fairlead.benchmarks.fleet.SlowLink] is a network
/// that carries little. When each is where it is to be sees
/// [io.fairlead.benchmarks.fleet.SyncWatch]; of what they store and when,
/// [io.fairlead.benchmarks.fleet.Arrivals] take note. A [io.fairlead.benchmarks.fleet.DeafAgent]
/// is none of them: it reads nothing.
@NullMarked
package io.fairlead.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;

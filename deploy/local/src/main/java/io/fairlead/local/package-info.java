/// Everything on one machine, behind `./fairlead up`: PostgreSQL, Kafka, the services and a
/// simulated fleet, each kept running until it is told to stop.
///
/// Read it in this order: [io.fairlead.local.LocalMain] is the command,
/// [io.fairlead.local.LocalStack] the same as a library for tests. A [io.fairlead.local.Part] is
/// one process of it, [io.fairlead.local.Supervised] keeps one running, [io.fairlead.local.Fleet]
/// is where the simulated clusters come in, and
/// [io.fairlead.local.agent.Enrolment] a real one.
@NullMarked
package io.fairlead.local;

import org.jspecify.annotations.NullMarked;

/// The conformance kit: judges any gateway by `docs/agent-protocol.md` alone.
///
/// It knows nothing else of the project on purpose: a mistake that the gateway and its own types
/// share is seen from here.
///
/// Read it in this order: [io.fairlead.conformance.checks.Checks] lists all that is judged,
/// [io.fairlead.conformance.kit.Bench] is what a check works with,
/// [io.fairlead.conformance.agent.Session] is one connection, frame by frame.
@NullMarked
package io.fairlead.conformance;

import org.jspecify.annotations.NullMarked;

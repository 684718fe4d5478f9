/// The controllers: independent of the hub, they make the cluster match the records.
///
/// Read [io.fairlead.agent.control.ConfigurationType] (what is particular to Flux v2 and v1),
/// [io.fairlead.agent.control.Convergence] (one look at one configuration),
/// [io.fairlead.agent.control.Removal], then [io.fairlead.agent.control.RecordReconciler] (when a
/// look is taken, and what is said of it, after [io.fairlead.agent.control.Attendance] and
/// [io.fairlead.agent.control.Steadiness]) and [io.fairlead.agent.control.Controllers].
@NullMarked
package io.fairlead.agent.control;

import org.jspecify.annotations.NullMarked;

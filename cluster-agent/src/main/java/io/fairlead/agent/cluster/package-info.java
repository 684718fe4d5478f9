/// The edge to the Kubernetes API: what is there, and how an object becomes as it has to be.
///
/// Read [io.fairlead.agent.cluster.Labels] (whose an object is),
/// [io.fairlead.agent.cluster.KindVersions] (what the cluster serves),
/// [io.fairlead.agent.cluster.ManagedObjects] (what is there: one watch for each kind), then
/// [io.fairlead.agent.cluster.Drift] and [io.fairlead.agent.cluster.Applier] (what has to change,
/// and how). [io.fairlead.agent.cluster.FluxInCluster] has what is only read: Flux's controllers,
/// and what Flux applied.
@NullMarked
package io.fairlead.agent.cluster;

import org.jspecify.annotations.NullMarked;

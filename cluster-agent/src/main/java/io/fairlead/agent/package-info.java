/// The agent in a cluster, as a service: [io.fairlead.agent.AgentService] runs one
/// [io.fairlead.session.AgentSession] from [io.fairlead.agent.AgentConfig].
///
/// It holds and acknowledges the cluster's desired state and does nothing in the cluster yet, so it
/// reports no status: [io.fairlead.agent.HoldingCluster].
@NullMarked
package io.fairlead.agent;

import org.jspecify.annotations.NullMarked;

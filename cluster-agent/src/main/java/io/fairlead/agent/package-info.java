/// The agent in a cluster, as a service. A change comes in through the session, is stored as a
/// record, becomes objects by a controller, and what is seen of them goes back as a status.
///
/// Read [io.fairlead.agent.AgentConfig] and [io.fairlead.agent.AgentService], which puts together
/// [io.fairlead.agent.lease] (whether this agent may act at all),
/// [io.fairlead.session.AgentSession] (the hub), [io.fairlead.agent.record] (what is held),
/// [io.fairlead.agent.control] (the controllers, and in which order to read the rest:
/// [io.fairlead.agent.flux] and [io.fairlead.agent.operator] say which objects,
/// [io.fairlead.agent.cluster] makes them, [io.fairlead.agent.status] judges them), then
/// [io.fairlead.agent.RecordedCluster], the session's view of all that.
@NullMarked
package io.fairlead.agent;

import org.jspecify.annotations.NullMarked;

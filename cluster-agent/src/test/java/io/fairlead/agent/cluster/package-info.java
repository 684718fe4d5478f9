/// A Kubernetes cluster for tests of the agent, and who else acts in it.
///
/// Read [io.fairlead.agent.cluster.TestCluster] first: a real API server where one is named, else a
/// mock; [io.fairlead.agent.cluster.NeedsRealApiServer] leaves out tests that the mock cannot
/// follow. [io.fairlead.agent.cluster.FluxStandIn] plays Flux's controllers, and
/// [io.fairlead.agent.cluster.FaultyApi] stands before the API server and makes it slow, failing or
/// unreachable.
@NullMarked
package io.fairlead.agent.cluster;

import org.jspecify.annotations.NullMarked;

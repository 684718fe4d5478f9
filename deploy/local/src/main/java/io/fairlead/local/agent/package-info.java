/// A real cluster: how it gets its key, how the hub gets to know it, and how its agent is run.
/// Behind `./fairlead agent connect` and `./fairlead up --kubeconfig`.
///
/// [io.fairlead.local.agent.AgentTarget] says which cluster, and
/// [io.fairlead.local.agent.Enrolment] is what both commands have in common. The command of its own
/// is [io.fairlead.local.agent.AgentMain]; read its
/// [io.fairlead.local.agent.ConnectOptions] next, then the two ways to run an agent:
/// [io.fairlead.local.agent.ForegroundAgent] and [io.fairlead.local.agent.HelmRelease].
@NullMarked
package io.fairlead.local.agent;

import org.jspecify.annotations.NullMarked;

/// The agent's words for what is in its cluster. Plain values: no Kubernetes client, no framework.
///
/// Read [io.fairlead.agent.object.ManagedKind] (what the agent makes),
/// [io.fairlead.agent.object.FluxKind] (what it lists) and
/// [io.fairlead.agent.object.ObjectRef], then [io.fairlead.agent.object.DesiredObject] and
/// [io.fairlead.agent.object.ObservedObject]. A [io.fairlead.agent.object.Configuration] with its
/// [io.fairlead.agent.object.Inputs] becomes desired objects; observed objects, and what Flux
/// [io.fairlead.agent.object.Applied] because of them, become a
/// [io.fairlead.agent.object.Verdict].
@NullMarked
package io.fairlead.agent.object;

import org.jspecify.annotations.NullMarked;

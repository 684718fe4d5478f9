/// Which objects a configuration for Flux v2 needs in the cluster. Pure functions of the
/// configuration: no Kubernetes client, no clock.
///
/// Read [io.fairlead.agent.flux.FluxObjects], which puts everything together, then
/// [io.fairlead.agent.flux.Source] and the four kinds of it, then
/// [io.fairlead.agent.flux.Kustomizations]. [io.fairlead.agent.flux.Block] reads properties,
/// [io.fairlead.agent.flux.Spec] and [io.fairlead.agent.flux.SecretData] write objects.
@NullMarked
package io.fairlead.agent.flux;

import org.jspecify.annotations.NullMarked;

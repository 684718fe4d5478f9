/// What is to be known of Flux v2 by whoever takes a configuration and by whoever makes it real:
/// what one of them refuses, the other must not accept.
///
/// [io.fairlead.contract.flux.AdditionRules] (what may be passed through to Flux's objects),
/// [io.fairlead.contract.flux.HostKeys] (which hosts are known),
/// [io.fairlead.contract.flux.ClusterNames] (what objects may be called).
@NullMarked
package io.fairlead.contract.flux;

import org.jspecify.annotations.NullMarked;

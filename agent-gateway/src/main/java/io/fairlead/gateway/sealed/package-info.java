/// Protected settings on their way to agents: in memory only, for as long as they may be kept.
/// [io.fairlead.gateway.sealed.SealedFollower] reads them from Kafka into
/// [io.fairlead.gateway.sealed.SealedMemory], and [io.fairlead.gateway.sealed.SealedDesiredState]
/// puts them to the states that name them.
@NullMarked
package io.fairlead.gateway.sealed;

import org.jspecify.annotations.NullMarked;

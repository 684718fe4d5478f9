/// The agent protocol `fairlead.agent.v1` as types; `docs/agent-protocol.md` tells how they are
/// used.
///
/// Read [io.fairlead.contract.protocol.Frame] first, then [io.fairlead.contract.protocol.SetDigest]
/// and
/// [io.fairlead.contract.protocol.CloseCause]. [io.fairlead.contract.protocol.FrameCodec] writes
/// and reads
/// frames within [io.fairlead.contract.protocol.ProtocolLimits].
@NullMarked
package io.fairlead.contract.protocol;

import org.jspecify.annotations.NullMarked;

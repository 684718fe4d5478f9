/// The in-cluster record: custom resources that hold the last good desired state, so that the
/// cluster goes on by itself whatever becomes of the connection, the agent or the node.
///
/// Read [io.fairlead.agent.record.RecordSpec] and [io.fairlead.agent.record.RecordStatus], then
/// [io.fairlead.agent.record.RecordNames], [io.fairlead.agent.record.RecordStore] (the session's
/// store: one record for each configuration held),
/// [io.fairlead.agent.record.SessionMemory] (what the session remembers besides) and
/// [io.fairlead.agent.record.RecordKeeper] (puts back what is edited or deleted by hand).
@NullMarked
package io.fairlead.agent.record;

import org.jspecify.annotations.NullMarked;

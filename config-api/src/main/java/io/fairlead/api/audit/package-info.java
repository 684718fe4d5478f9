/// The audit log: who asked for what, and what became of it.
/// [io.fairlead.api.audit.Auditing] makes the draft of an entry before a request is carried out,
/// and sees to it that there is an entry before it is answered;
/// [io.fairlead.api.audit.ExpectedStatus] says what a change is answered with. Entries are asked
/// for at [io.fairlead.api.handler.ActivityLog] and shown as [io.fairlead.api.audit.EventData].
@NullMarked
package io.fairlead.api.audit;

import org.jspecify.annotations.NullMarked;

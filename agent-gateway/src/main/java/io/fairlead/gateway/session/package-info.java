/// One agent's session as a state machine, in plain Java.
///
/// Read [io.fairlead.gateway.session.SessionState] first: it draws the machine. Then
/// [io.fairlead.gateway.session.Session], its inputs and what each does. What it works with:
/// [io.fairlead.gateway.session.Inventory] (the comparison of an opening),
/// [io.fairlead.gateway.session.Deliveries] (what waits and what is unacknowledged),
/// [io.fairlead.gateway.session.Reports] (what goes up),
/// [io.fairlead.gateway.session.Presence] (that it is there),
/// [io.fairlead.gateway.session.TableReads] and [io.fairlead.gateway.session.Deadlines]. The
// outside world is behind
/// [io.fairlead.gateway.session.Transport], [io.fairlead.gateway.session.DesiredState],
/// [io.fairlead.gateway.session.Uplink], [io.fairlead.gateway.session.Directory] and
/// [io.fairlead.gateway.session.SessionLoop]. `docs/agent-protocol.md` is what all of it
/// implements.
@NullMarked
package io.fairlead.gateway.session;

import org.jspecify.annotations.NullMarked;

/// The agent's side of the session protocol, as a library.
///
/// [io.fairlead.session.AgentSession] is the way in. It holds a cluster's desired state durably
/// ([io.fairlead.session.desired], [io.fairlead.session.file]), keeps one session with a gateway
/// open
/// ([io.fairlead.session.core] decides, [io.fairlead.session.net] talks,
/// [io.fairlead.session.identity] proves who the agent is), tells the cluster's side what is
/// wanted,
/// and brings its reports to the hub.
@NullMarked
package io.fairlead.session;

import org.jspecify.annotations.NullMarked;

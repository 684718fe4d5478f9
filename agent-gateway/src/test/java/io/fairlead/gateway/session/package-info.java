/// The state machine against a transport, a table and a Kafka that are lists, in milliseconds.
///
/// [io.fairlead.gateway.session.World] is everything around a session,
/// [io.fairlead.gateway.session.ModelAgent] the other side.
@NullMarked
package io.fairlead.gateway.session;

import org.jspecify.annotations.NullMarked;

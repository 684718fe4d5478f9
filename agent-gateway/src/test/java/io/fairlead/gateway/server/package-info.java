/// Gateways over a real broker and real connections.
///
/// [io.fairlead.gateway.server.TestHub] plays the store, [io.fairlead.gateway.server.TestGateway]
/// is
/// a gateway with an HTTP server, [io.fairlead.gateway.server.TestAgent] an agent on the wire.
@NullMarked
package io.fairlead.gateway.server;

import org.jspecify.annotations.NullMarked;

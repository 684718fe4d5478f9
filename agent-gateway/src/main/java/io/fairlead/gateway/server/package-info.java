/// The gateway over Vert.x: [io.fairlead.gateway.server.Gateway] puts everything together,
/// [io.fairlead.gateway.server.SessionEndpoint] turns HTTP requests into sessions, over
/// [io.fairlead.gateway.server.WebSocketTransport] and [io.fairlead.gateway.server.VertxLoop].
@NullMarked
package io.fairlead.gateway.server;

import org.jspecify.annotations.NullMarked;

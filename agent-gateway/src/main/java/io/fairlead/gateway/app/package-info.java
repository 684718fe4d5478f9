/// The gateway as a Quarkus service: [io.fairlead.gateway.app.GatewayConfig] is all that can be
/// configured, [io.fairlead.gateway.app.GatewayService] starts and drains it.
@NullMarked
package io.fairlead.gateway.app;

import org.jspecify.annotations.NullMarked;

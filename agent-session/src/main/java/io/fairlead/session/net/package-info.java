/// The WebSocket. [io.fairlead.session.net.GatewayLink] opens connections and turns what happens on
/// them into calls of [io.fairlead.session.net.LinkEvents].
@NullMarked
package io.fairlead.session.net;

import org.jspecify.annotations.NullMarked;

/// WebSocket and HTTP as bytes, so that nothing is smoothed over between a check and the wire.
@NullMarked
package io.fairlead.conformance.wire;

import org.jspecify.annotations.NullMarked;

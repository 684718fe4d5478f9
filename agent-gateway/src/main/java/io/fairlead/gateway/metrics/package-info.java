/// What the gateway counts: all of it in [io.fairlead.gateway.metrics.GatewayMetrics].
@NullMarked
package io.fairlead.gateway.metrics;

import org.jspecify.annotations.NullMarked;

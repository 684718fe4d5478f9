/// What the gateway counts.
@NullMarked
package io.fairlead.gateway.metrics;

import org.jspecify.annotations.NullMarked;

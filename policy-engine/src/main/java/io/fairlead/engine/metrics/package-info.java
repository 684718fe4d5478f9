/// What the engine counts: all of it in [io.fairlead.engine.metrics.EngineMetrics].
@NullMarked
package io.fairlead.engine.metrics;

import org.jspecify.annotations.NullMarked;

/// The policy engine as a Quarkus service: [io.fairlead.engine.app.EngineConfig] is all that can be
/// configured, [io.fairlead.engine.app.EngineService] starts and stops it.
@NullMarked
package io.fairlead.engine.app;

import org.jspecify.annotations.NullMarked;

/// Moves the wall clocks of running JVMs, which know nothing of it: no program of the project has a
/// way to be told another time. Start with [io.fairlead.systemtest.clock.WallClock].
@NullMarked
package io.fairlead.systemtest.clock;

import org.jspecify.annotations.NullMarked;

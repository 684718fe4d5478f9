/// One run of the engine: [io.fairlead.engine.run.Engine] waits for its topics, starts Kafka
/// Streams over an empty local state, and watches both until it is closed or they fail.
@NullMarked
package io.fairlead.engine.run;

import org.jspecify.annotations.NullMarked;

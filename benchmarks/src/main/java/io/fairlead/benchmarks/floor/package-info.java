/// The least that the machine must do for the same work: the bare parts, without Fairlead, in the
/// same run. [io.fairlead.benchmarks.floor.PostgresFloor] stores,
/// [io.fairlead.benchmarks.floor.KafkaFloor] carries, [io.fairlead.benchmarks.floor.WebSocketFloor]
/// connects.
@NullMarked
package io.fairlead.benchmarks.floor;

import org.jspecify.annotations.NullMarked;

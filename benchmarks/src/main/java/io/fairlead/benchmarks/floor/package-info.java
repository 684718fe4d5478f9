/// The least that the machine must do for the same work: the bare parts, without Fairlead, in the
/// same run. [io.fairlead.benchmarks.floor.PostgresFloor] stores,
/// [io.fairlead.benchmarks.floor.KafkaFloor] carries, [io.fairlead.benchmarks.floor.WebSocketFloor]
/// connects; [io.fairlead.benchmarks.floor.BareSockets] do so by thousands, to a server of their
/// own.
@NullMarked
package io.fairlead.benchmarks.floor;

import org.jspecify.annotations.NullMarked;

/// The least that the machine must do for the same work: the bare parts, without Fairlead, in the
/// same run. [io.fairlead.benchmarks.floor.PostgresFloor] stores and
/// [io.fairlead.benchmarks.floor.PagesFloor] reads, [io.fairlead.benchmarks.floor.KafkaFloor]
/// carries and [io.fairlead.benchmarks.floor.TopicFloor] reads,
/// [io.fairlead.benchmarks.floor.GlobalStoreFloor] keeps a topic on disk,
/// [io.fairlead.benchmarks.floor.WebSocketFloor] sends messages there and back,
/// [io.fairlead.benchmarks.floor.BareSockets] connect by thousands, to a server of their own, and
/// [io.fairlead.benchmarks.floor.ServersFloor] starts both servers.
@NullMarked
package io.fairlead.benchmarks.floor;

import org.jspecify.annotations.NullMarked;

/// The gateway's plain Kafka clients: [io.fairlead.gateway.kafka.HubWriter] writes what sessions
/// say, [io.fairlead.gateway.kafka.HubFollower] reads the store's publications and the openings of
/// sessions on all gateways, [io.fairlead.gateway.kafka.PositionedConsumer] tells how far it is
/// read, and [io.fairlead.gateway.kafka.FillingConsumer] fills the table.
@NullMarked
package io.fairlead.gateway.kafka;

import org.jspecify.annotations.NullMarked;

/// The engine's own Kafka client, beside those of Kafka Streams:
/// [io.fairlead.engine.kafka.DeadLetterProducer] writes what could not be read.
@NullMarked
package io.fairlead.engine.kafka;

import org.jspecify.annotations.NullMarked;

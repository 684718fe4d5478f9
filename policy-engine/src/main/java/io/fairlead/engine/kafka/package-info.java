/// The engine's own Kafka clients, beside those of Kafka Streams:
// [io.fairlead.engine.kafka.HubTopics]
/// knows which topics there are, [io.fairlead.engine.kafka.DeadLetters] keeps what could not be
// read.
@NullMarked
package io.fairlead.engine.kafka;

import org.jspecify.annotations.NullMarked;

/// How what sessions say reaches Kafka, and what happens while it cannot.
@NullMarked
package io.fairlead.gateway.kafka;

import org.jspecify.annotations.NullMarked;

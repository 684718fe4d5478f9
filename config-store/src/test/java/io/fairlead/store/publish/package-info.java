/// Publication against a real PostgreSQL and a real Kafka.
@NullMarked
package io.fairlead.store.publish;

import org.jspecify.annotations.NullMarked;

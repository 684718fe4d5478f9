/// The store against a real PostgreSQL and a real Kafka. [io.fairlead.store.StoreUnderTest] is what
/// the tests
/// stand on.
@NullMarked
package io.fairlead.store;

import org.jspecify.annotations.NullMarked;

/// The store inside an application.
@NullMarked
package io.fairlead.store.quarkus;

import org.jspecify.annotations.NullMarked;

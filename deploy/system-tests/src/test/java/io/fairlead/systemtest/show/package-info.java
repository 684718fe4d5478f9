/// What the system as a whole must show: latency, what a reconnect costs, that Azure's SDKs work
/// against it and that Flux takes what it makes.
@NullMarked
package io.fairlead.systemtest.show;

import org.jspecify.annotations.NullMarked;

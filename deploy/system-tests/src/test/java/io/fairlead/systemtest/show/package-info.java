/// What the system as a whole must show: latency, what a reconnect costs, and that Azure's SDKs
/// work against it.
@NullMarked
package io.fairlead.systemtest.show;

import org.jspecify.annotations.NullMarked;

/// Who is connected: [io.fairlead.gateway.live.SessionRegistry] finds the sessions of a cluster,
/// tells them of changes, and lets only the newest of a cluster live.
@NullMarked
package io.fairlead.gateway.live;

import org.jspecify.annotations.NullMarked;

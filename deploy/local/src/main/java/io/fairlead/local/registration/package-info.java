/// How clusters are made known to the hub, over its API: what one is registered as is a
/// [io.fairlead.local.registration.Registration], who does it a
/// [io.fairlead.local.registration.ClusterRegistration].
@NullMarked
package io.fairlead.local.registration;

import org.jspecify.annotations.NullMarked;

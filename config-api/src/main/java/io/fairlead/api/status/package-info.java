/// What is said of a configuration beyond what its user wrote: how far it has come, and why it is
/// not further. [io.fairlead.api.status.Delivery] first, then
/// [io.fairlead.api.status.Provisioning]. Pure functions of the stored state and the time.
@NullMarked
package io.fairlead.api.status;

import org.jspecify.annotations.NullMarked;

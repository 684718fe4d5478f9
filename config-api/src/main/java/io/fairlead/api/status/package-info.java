/// What is said of a configuration beyond what its user wrote: how far it has come, and why it is
/// not further. [io.fairlead.api.status.Standing] first, then
/// [io.fairlead.api.status.Provisioning], and [io.fairlead.api.status.Statuses], which puts both
/// into the words of each type. Pure functions of the stored state and the time.
@NullMarked
package io.fairlead.api.status;

import org.jspecify.annotations.NullMarked;

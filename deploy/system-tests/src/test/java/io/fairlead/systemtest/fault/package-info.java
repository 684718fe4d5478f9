/// Processes die under load, and data is lost. [io.fairlead.systemtest.fault.KillAnyProcessTest] is
/// the
/// heart of this module.
@NullMarked
package io.fairlead.systemtest.fault;

import org.jspecify.annotations.NullMarked;

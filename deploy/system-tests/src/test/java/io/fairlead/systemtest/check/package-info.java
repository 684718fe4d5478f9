/// What must hold in the end, and all the way there. [io.fairlead.systemtest.check.Journal] watches
/// what
/// one agent is told, [io.fairlead.systemtest.check.Ledger] keeps what the hub acknowledged to
/// users, and
/// [io.fairlead.systemtest.check.Checker] compares the two with the API.
@NullMarked
package io.fairlead.systemtest.check;

import org.jspecify.annotations.NullMarked;

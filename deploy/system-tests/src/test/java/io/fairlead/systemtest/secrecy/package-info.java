/// What nobody may find at the hub: canaries are put in at the front, and searched for everywhere.
/// Start with [io.fairlead.systemtest.secrecy.SecrecyTest].
@NullMarked
package io.fairlead.systemtest.secrecy;

import org.jspecify.annotations.NullMarked;

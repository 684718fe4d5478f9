/// The hub under test: its four processes, which can be killed one by one, and windows into what
/// runs
/// between them. Read [io.fairlead.systemtest.hub.Hub] first.
@NullMarked
package io.fairlead.systemtest.hub;

import org.jspecify.annotations.NullMarked;

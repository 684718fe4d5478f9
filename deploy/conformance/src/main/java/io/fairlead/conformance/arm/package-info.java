/// The hub's API, as far as a check needs it to change what is desired.
@NullMarked
package io.fairlead.conformance.arm;

import org.jspecify.annotations.NullMarked;

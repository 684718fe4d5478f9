/// What a check is, what it works with, how it ends, and how all of them are run.
@NullMarked
package io.fairlead.conformance.kit;

import org.jspecify.annotations.NullMarked;

/// Tests of the package.
@NullMarked
package io.fairlead.engine.decision;

import org.jspecify.annotations.NullMarked;

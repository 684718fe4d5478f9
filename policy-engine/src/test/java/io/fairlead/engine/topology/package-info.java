/// Tests of the package.
@NullMarked
package io.fairlead.engine.topology;

import org.jspecify.annotations.NullMarked;

/// Tests of the package.
@NullMarked
package io.fairlead.engine.run;

import org.jspecify.annotations.NullMarked;

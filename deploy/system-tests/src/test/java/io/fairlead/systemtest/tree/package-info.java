/// What the source tree itself has to keep to: no process is started.
@NullMarked
package io.fairlead.systemtest.tree;

import org.jspecify.annotations.NullMarked;

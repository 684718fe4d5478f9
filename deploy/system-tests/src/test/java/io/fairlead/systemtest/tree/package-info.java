/// What the source tree itself has to keep to: no process is started but Helm, where it is there.
@NullMarked
package io.fairlead.systemtest.tree;

import org.jspecify.annotations.NullMarked;

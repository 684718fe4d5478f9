/// The edge: clusters whose agents run on the real session library, each behind a
/// [io.fairlead.systemtest.edge.Link] that can be cut.
@NullMarked
package io.fairlead.systemtest.edge;

import org.jspecify.annotations.NullMarked;

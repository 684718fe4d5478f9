/// The edge: clusters whose agents run on the real session library, each behind a
/// [io.fairlead.systemtest.edge.Link] that can be cut: [io.fairlead.systemtest.edge.TestAgent] in
/// this JVM, [io.fairlead.systemtest.edge.KubeCluster] with the agent's own program.
@NullMarked
package io.fairlead.systemtest.edge;

import org.jspecify.annotations.NullMarked;

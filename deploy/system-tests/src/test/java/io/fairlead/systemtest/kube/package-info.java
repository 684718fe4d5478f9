/// Scenarios with the agent's own program on a real Kubernetes API server. Left out where none is
/// named in `FAIRLEAD_TEST_KUBECONFIG` (and `FAIRLEAD_TEST_KUBECONFIG_2`). The cluster that they
// are
/// played on is [io.fairlead.systemtest.edge.KubeCluster].
@NullMarked
package io.fairlead.systemtest.kube;

import org.jspecify.annotations.NullMarked;

/// Policies over a whole fleet: [io.fairlead.systemtest.policy.FanOutTest] shows how fast,
/// [io.fairlead.systemtest.policy.ClusterChangesTest] that it stays right, and
/// [io.fairlead.systemtest.policy.EngineKilledTest] that nothing is lost.
@NullMarked
package io.fairlead.systemtest.policy;

import org.jspecify.annotations.NullMarked;

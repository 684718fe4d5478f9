package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.fleet.FleetAgent;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.store.Edits;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.session.core.SessionSnapshot;
import java.util.Map;

/// What agents are to hold.
///
/// @param digests by the keys of their clusters
record Desired(Map<String, SetDigest> digests) {
  Desired {
    digests = Map.copyOf(digests);
  }

  /// What it is now at a hub.
  static Desired of(Hub hub) {
    return new Desired(new Edits(hub).desired());
  }

  /// Whether an agent is in sync and holds just that.
  boolean isHeldBy(FleetAgent agent) {
    SessionSnapshot now = agent.snapshot();
    return now != null
        && now.phase() == SessionSnapshot.Phase.LIVE
        && now.held().equals(digests.get(agent.cluster().key()));
  }
}

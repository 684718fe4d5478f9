package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/// How the agent applies objects: as its own field manager, and whatever others hold of the fields.
public final class ServerSideApply {
  private ServerSideApply() {}

  /// What to patch with.
  public static PatchContext byAgent() {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(ManagedFields.AGENT)
        .withForce(true)
        .build();
  }
}

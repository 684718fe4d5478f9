package io.fairlead.agent.record;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;

/// A record of either kind.
public abstract sealed class ConfigRecord extends CustomResource<RecordSpec, RecordStatus>
    implements Namespaced permits FluxConfig, GitConfig {
  private static final long serialVersionUID = 1L;

  /// Its name.
  public String record() {
    return getMetadata().getName();
  }

  /// Its status; never null.
  public RecordStatus statusOrNone() {
    RecordStatus status = getStatus();
    return status == null ? RecordStatus.NONE : status;
  }
}

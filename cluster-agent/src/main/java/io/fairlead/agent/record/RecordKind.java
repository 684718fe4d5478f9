package io.fairlead.agent.record;

import io.fairlead.contract.id.ResourceId;
import java.util.Locale;

/// The two kinds of records, one for each type of configuration.
public enum RecordKind {
  /// Of `fluxConfigurations`.
  FLUX(FluxConfig.class),
  /// Of `sourceControlConfigurations`.
  GIT(GitConfig.class);

  private static final String V1 = "/sourcecontrolconfigurations";

  private final Class<? extends ConfigRecord> type;

  RecordKind(Class<? extends ConfigRecord> type) {
    this.type = type;
  }

  /// The class of its records.
  public Class<? extends ConfigRecord> type() {
    return type;
  }

  /// The kind of a configuration's record.
  public static RecordKind of(ResourceId id) {
    return id.type().toLowerCase(Locale.ROOT).endsWith(V1) ? GIT : FLUX;
  }
}

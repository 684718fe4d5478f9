package io.fairlead.policy.evaluation.planning;

import io.fairlead.contract.id.ResourceId;
import java.util.Optional;

/// The types of configurations that there are.
public enum ConfigurationType {
  /// Flux v2.
  FluxConfigurations("Microsoft.KubernetesConfiguration/fluxConfigurations"),
  /// Flux v1.
  SourceControlConfigurations("Microsoft.KubernetesConfiguration/sourceControlConfigurations");

  private final String written;

  ConfigurationType(String written) {
    this.written = written;
  }

  /// The type of that name, provider included, in any letter case.
  public static Optional<ConfigurationType> named(String type) {
    for (ConfigurationType each : values()) {
      if (each.written.equalsIgnoreCase(type)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /// The type of that resource; empty for what is no configuration.
  public static Optional<ConfigurationType> of(ResourceId id) {
    return id.isExtension() ? named(id.type()) : Optional.empty();
  }
}

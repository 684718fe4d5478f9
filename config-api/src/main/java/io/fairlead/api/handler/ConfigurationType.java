package io.fairlead.api.handler;

/// The types of configurations.
public enum ConfigurationType {
  /// Flux v2. Changes are long-running operations.
  FluxConfigurations("Microsoft.KubernetesConfiguration/fluxConfigurations"),
  /// Flux v1. Answers at once, as Azure does.
  SourceControlConfigurations("Microsoft.KubernetesConfiguration/sourceControlConfigurations");

  private final String type;

  ConfigurationType(String type) {
    this.type = type;
  }

  /// The provider and type.
  public String type() {
    return type;
  }
}

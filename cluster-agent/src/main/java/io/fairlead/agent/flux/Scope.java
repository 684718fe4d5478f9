package io.fairlead.agent.flux;

import io.fairlead.agent.object.InvalidConfigurationException;

/// How far a configuration reaches.
enum Scope {
  /// All of the cluster.
  CLUSTER,
  /// Its namespace and nothing else.
  NAMESPACE;

  static Scope of(Block properties) {
    String scope = properties.text("scope", "cluster");
    return switch (scope) {
      case "cluster" -> CLUSTER;
      case "namespace" -> NAMESPACE;
      default ->
          throw new InvalidConfigurationException(
              "'scope' must be cluster or namespace, not %s.".formatted(scope));
    };
  }
}

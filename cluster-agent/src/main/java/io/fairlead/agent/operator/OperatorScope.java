package io.fairlead.agent.operator;

import io.fairlead.agent.object.InvalidConfigurationException;
import java.util.Arrays;

/// How far an operator's rights go.
enum OperatorScope {
  /// All of the cluster.
  CLUSTER("cluster"),
  /// The operator's own namespace.
  NAMESPACE("namespace");

  private final String value;

  OperatorScope(String value) {
    this.value = value;
  }

  /// The scope of that name.
  ///
  /// @throws InvalidConfigurationException for any other value
  static OperatorScope of(String value) {
    return Arrays.stream(values())
        .filter(scope -> scope.value.equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidConfigurationException(
                    "'properties.operatorScope' is '%s'; allowed are cluster and namespace."
                        .formatted(value)));
  }
}

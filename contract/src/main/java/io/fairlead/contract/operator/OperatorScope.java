package io.fairlead.contract.operator;

import java.util.Arrays;
import java.util.Optional;

/// How far an operator's rights go.
public enum OperatorScope {
  /// All of the cluster.
  CLUSTER("cluster"),
  /// The operator's own namespace.
  NAMESPACE("namespace");

  private final String value;

  OperatorScope(String value) {
    this.value = value;
  }

  /// The scope of that name, if any.
  public static Optional<OperatorScope> find(String value) {
    return Arrays.stream(values()).filter(scope -> scope.value.equals(value)).findFirst();
  }

  /// The scope of that name.
  ///
  /// @throws InvalidSettingException for any other value
  public static OperatorScope of(String value) {
    return find(value)
        .orElseThrow(
            () ->
                new InvalidSettingException(
                    "is '%s'; allowed are cluster and namespace.".formatted(value)));
  }
}

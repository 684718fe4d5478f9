package io.fairlead.contract.id;

import java.util.Locale;
import java.util.Optional;

/// The resource types of Azure Policy.
public enum PolicyType {
  DEFINITION("policyDefinitions"),
  /// An initiative: definitions that are assigned together.
  SET_DEFINITION("policySetDefinitions"),
  ASSIGNMENT("policyAssignments"),
  EXEMPTION("policyExemptions");

  /// The provider of all of them.
  public static final String PROVIDER = "Microsoft.Authorization";

  private final String typeName;

  PolicyType(String typeName) {
    this.typeName = typeName;
  }

  /// The type without its provider, such as `policyDefinitions`.
  public String typeName() {
    return typeName;
  }

  /// Provider and type, such as `Microsoft.Authorization/policyDefinitions`.
  public String fullName() {
    return PROVIDER + "/" + typeName;
  }

  /// [#fullName()] in lower case.
  public String key() {
    return fullName().toLowerCase(Locale.ROOT);
  }

  /// The type of that name without its provider, in any case.
  public static Optional<PolicyType> named(String typeName) {
    for (PolicyType type : values()) {
      if (type.typeName.equalsIgnoreCase(typeName)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}

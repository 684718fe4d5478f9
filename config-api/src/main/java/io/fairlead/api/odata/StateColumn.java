package io.fairlead.api.odata;

import io.fairlead.store.PolicyStateField;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A column of a policy state, by Azure's names. Names compare without regard to case.
public enum StateColumn {
  TIMESTAMP("timestamp", PolicyStateField.TIMESTAMP),
  RESOURCE_ID("resourceId", PolicyStateField.RESOURCE_ID),
  RESOURCE_GROUP("resourceGroup", PolicyStateField.RESOURCE_GROUP),
  RESOURCE_TYPE("resourceType", PolicyStateField.RESOURCE_TYPE),
  RESOURCE_LOCATION("resourceLocation", PolicyStateField.RESOURCE_LOCATION),
  POLICY_ASSIGNMENT_ID("policyAssignmentId", PolicyStateField.ASSIGNMENT_ID),
  POLICY_ASSIGNMENT_NAME("policyAssignmentName", PolicyStateField.ASSIGNMENT_NAME),
  POLICY_ASSIGNMENT_SCOPE("policyAssignmentScope", PolicyStateField.ASSIGNMENT_SCOPE),
  POLICY_DEFINITION_ID("policyDefinitionId", PolicyStateField.DEFINITION_ID),
  POLICY_DEFINITION_NAME("policyDefinitionName", PolicyStateField.DEFINITION_NAME),
  POLICY_DEFINITION_ACTION("policyDefinitionAction", PolicyStateField.EFFECT),
  POLICY_SET_DEFINITION_ID("policySetDefinitionId", PolicyStateField.INITIATIVE_ID),
  POLICY_SET_DEFINITION_NAME("policySetDefinitionName", PolicyStateField.INITIATIVE_NAME),
  POLICY_DEFINITION_REFERENCE_ID("policyDefinitionReferenceId", PolicyStateField.REFERENCE),
  COMPLIANCE_STATE("complianceState", PolicyStateField.COMPLIANCE),
  COMPLIANCE_REASON_CODE("complianceReasonCode", PolicyStateField.REASON),
  /// Not stored by itself: true for one of the values of [#COMPLIANCE_STATE].
  IS_COMPLIANT("isCompliant", null);

  private final String written;
  private final @Nullable PolicyStateField field;

  StateColumn(String written, @Nullable PolicyStateField field) {
    this.written = written;
    this.field = field;
  }

  /// As Azure writes it.
  public String written() {
    return written;
  }

  /// What it is in the store.
  ///
  /// @throws IllegalStateException for [#IS_COMPLIANT]
  PolicyStateField field() {
    if (field == null) {
      throw new IllegalStateException(written + " is not stored by itself");
    }
    return field;
  }

  static Optional<StateColumn> named(String name) {
    return Arrays.stream(values()).filter(c -> c.written.equalsIgnoreCase(name)).findFirst();
  }

  /// All names, for errors.
  static String names() {
    return Arrays.stream(values()).map(StateColumn::written).collect(Collectors.joining(", "));
  }
}

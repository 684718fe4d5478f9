package io.fairlead.api.handler;

import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import java.util.function.Supplier;

/// What is not there, in ARM's words.
final class NotFound {
  private NotFound() {}

  static Supplier<ArmException> resource(ResourceId id) {
    return () ->
        new ArmException(
            ArmErrorCode.ResourceNotFound,
            "The Resource '%s/%s' under resource group '%s' was not found."
                .formatted(id.type(), id.name(), id.resourceGroup()));
  }

  static Supplier<ArmException> policy(PolicyId id) {
    return () -> policy(id.type(), id.name());
  }

  static ArmException policy(PolicyType type, String name) {
    return switch (type) {
      case DEFINITION ->
          new ArmException(
              ArmErrorCode.PolicyDefinitionNotFound,
              "The policy definition '" + name + "' could not be found.");
      case SET_DEFINITION ->
          new ArmException(
              ArmErrorCode.PolicySetDefinitionNotFound,
              "The policy set definition '" + name + "' could not be found.");
      case ASSIGNMENT ->
          new ArmException(
              ArmErrorCode.PolicyAssignmentNotFound,
              "The policy assignment '" + name + "' could not be found.");
      case EXEMPTION ->
          new ArmException(
              ArmErrorCode.PolicyExemptionNotFound,
              "The policy exemption '" + name + "' could not be found.");
    };
  }

  static Supplier<ArmException> parent(ResourceId cluster, String childType) {
    return () ->
        new ArmException(
            ArmErrorCode.ParentResourceNotFound,
            "Can not perform requested operation on nested resource of type '%s'. Parent resource '%s' was not found."
                .formatted(childType, cluster));
  }

  static Supplier<ArmException> resourceGroup(String name) {
    return () ->
        new ArmException(
            ArmErrorCode.ResourceGroupNotFound,
            "Resource group '" + name + "' could not be found.");
  }

  static Supplier<ArmException> subscription(String id) {
    return () ->
        new ArmException(
            ArmErrorCode.SubscriptionNotFound, "The subscription '" + id + "' could not be found.");
  }
}

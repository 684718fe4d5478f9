package io.fairlead.api.handler;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.SettingsRefusedException;
import java.util.Map;
import java.util.Optional;

/// Refusals that several operations share.
final class Refusals {
  private Refusals() {}

  /// Refuses a request when there is something wrong with it.
  static void refuse(Optional<ArmError> error) {
    if (error.isPresent()) {
      throw new ArmException(error.get());
    }
  }

  /// Protected settings that cannot be kept.
  static ArmException settings(SettingsRefusedException refused) {
    return new ArmException(
        ArmErrorCode.ValidationFailed, String.valueOf(refused.getMessage()), refused.property());
  }

  static ArmException limit(int limit) {
    return new ArmException(
        ArmErrorCode.Conflict,
        "There are as many of these as there may be: " + limit + ". Delete one first.");
  }

  /// A definition or an initiative that another resource names.
  ///
  /// @param by the id of one that does
  static ArmException inUse(PolicyId id, String by) {
    boolean set = id.type() == PolicyType.SET_DEFINITION;
    return new ArmException(
        set
            ? ArmErrorCode.InvalidDeletePolicySetDefinitionRequest
            : ArmErrorCode.InvalidDeletePolicyDefinitionRequest,
        "The policy %sdefinition '%s' cannot be deleted: it is referenced by '%s'. Delete what references it first."
            .formatted(set ? "set " : "", id.name(), by));
  }

  static ArmException beingDeleted(ResourceId id, Tag tag) {
    return new ArmException(
        ArmError.of(
            ArmErrorCode.ResourceBeingDeleted,
            "The resource '"
                + id
                + "' is being deleted: it waits for its cluster to confirm. Delete it with"
                + " forceDelete=true not to wait, then create it again."),
        Map.of("ETag", tag.etag()));
  }
}

package io.fairlead.api.preview;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What would become of one configuration.
///
/// @param configuration the configuration; it need not exist
/// @param reference of the definition that wants it; empty outside an initiative
/// @param enforced whether it would be done: false under `DoNotEnforce`
/// @param action what would be done
/// @param changes the properties that would change; empty unless that is the action and details
///     are wanted
/// @param secrets where secrets would be put, as JSON pointers into the properties; never what they
///     are
/// @param conflictsWith the assignments that want it otherwise
/// @param managedBy the assignment that wrote it; null when none did
/// @param reason why the policy's state of the cluster would be `NonCompliant` after that:
///     [Reason#DeploymentFailed] or [Reason#SecretUnavailable]; null when nothing stands in the way
/// @param message one sentence for people; never anything of a secret; null when the action says
///     all
public record ConfigurationPreview(
    ResourceId configuration,
    String reference,
    boolean enforced,
    Action action,
    List<PropertyChange> changes,
    List<String> secrets,
    List<PolicyId> conflictsWith,
    @Nullable PolicyId managedBy,
    @Nullable Reason reason,
    @Nullable String message) {
  public ConfigurationPreview {
    changes = List.copyOf(changes);
    secrets = List.copyOf(secrets);
    conflictsWith = List.copyOf(conflictsWith);
  }

  /// The same without the properties that would change.
  public ConfigurationPreview withoutChanges() {
    return new ConfigurationPreview(
        configuration,
        reference,
        enforced,
        action,
        List.of(),
        secrets,
        conflictsWith,
        managedBy,
        reason,
        message);
  }

  /// What can be done to a configuration.
  public enum Action {
    /// It does not exist, and would.
    Create,
    /// Some of its properties or secrets would change.
    Change,
    /// It is as the policy wants it, or another policy that wants the same sees to it.
    Keep,
    /// Another policy wants it otherwise: nobody writes it while that lasts.
    Conflict,
    /// It could not be written: the API's rules refuse it, a secret cannot be had, or the cluster
    /// has no room for it; the message says why.
    Refuse,
    /// The assignment wrote it, and would no longer want it here.
    Remove
  }
}

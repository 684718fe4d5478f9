package io.fairlead.store;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict.Deployed;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a resource stands to a policy: the engine's verdict, or why the store could not do what the
/// policy asked for.
///
/// @param resource the cluster or the configuration
/// @param location the cluster's
/// @param tags the cluster's as they are now; empty for a configuration, which has none
/// @param assignment the assignment
/// @param definition the definition that was evaluated
/// @param initiative null when the definition is assigned by itself
/// @param reference the definition's name within the initiative; empty outside one
/// @param effect as Azure writes it
/// @param message one sentence for people; null when the reason says all
/// @param conflictsWith the assignments that want the same configuration differently
/// @param exemption the exemption that covers it; null when none does
/// @param deployed what the policy deploys for the resource
/// @param decidedAt since when the state is what it is
/// @param confirmedAt when the cluster last said something that the state rests on; null when it
///     rests on nothing that the cluster said
/// @param connectivity how the cluster stands now
/// @param lastHeartbeatAt when the cluster was last heard of; null when it never was
public record StoredPolicyState(
    ResourceId resource,
    String location,
    Map<String, String> tags,
    PolicyId assignment,
    PolicyId definition,
    @Nullable PolicyId initiative,
    String reference,
    String effect,
    PolicyCompliance compliance,
    Reason reason,
    @Nullable String message,
    List<PolicyId> conflictsWith,
    @Nullable PolicyId exemption,
    List<Deployed> deployed,
    Instant decidedAt,
    @Nullable Instant confirmedAt,
    Connectivity.State connectivity,
    @Nullable Instant lastHeartbeatAt) {
  public StoredPolicyState {
    tags = Map.copyOf(tags);
    conflictsWith = List.copyOf(conflictsWith);
    deployed = List.copyOf(deployed);
  }
}

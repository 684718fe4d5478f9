package io.fairlead.contract.policy;

import io.fairlead.contract.id.PolicyId;
import java.util.UUID;

/// Which policy wrote a configuration. Stays on it when somebody else writes it afterwards, and
/// when the assignment is gone.
///
/// @param assignment the assignment
/// @param assignmentUid its incarnation
/// @param reference the definition's name within an initiative; empty outside one
/// @param digest of all that the policy asked for, as [Deployment.Action.Write#digest()]
/// @param onUnassign what the assignment said then
/// @param generation the configuration's, when the policy wrote it: a later one is not the policy's
public record ManagedBy(
    PolicyId assignment,
    UUID assignmentUid,
    String reference,
    String digest,
    OnUnassign onUnassign,
    long generation) {}

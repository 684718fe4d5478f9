package io.fairlead.policy.evaluation;

import io.fairlead.policy.evaluation.assignment.AssignedPolicy;
import org.jspecify.annotations.Nullable;

/// A policy that refuses a request.
///
/// @param policy the policy; its effect is `deny`
/// @param message what the assignment has to say about it, `nonComplianceMessages`: the one for
///     this reference, else the general one; null when it has none. Of a rule without an answer,
///     why it has none
public record Denial(AssignedPolicy policy, @Nullable String message) {}

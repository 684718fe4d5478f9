package io.fairlead.store;

import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A resource that a remediation is about.
///
/// @param resourceId its id
/// @param location its cluster's
/// @param failed whether it could not be made compliant
/// @param message one sentence for people; null when there is nothing to say
/// @param decidedAt since when the state is what it is
public record RemediatedResource(
    String resourceId,
    String location,
    PolicyCompliance compliance,
    Reason reason,
    boolean failed,
    @Nullable String message,
    Instant decidedAt) {}

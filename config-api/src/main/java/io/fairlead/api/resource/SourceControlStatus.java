package io.fairlead.api.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The read-only properties of a source control configuration.
///
/// @param provisioningState `Accepted`, `Deleting`, `Running`, `Succeeded` or `Failed`
/// @param complianceState `Pending`, `Compliant`, `Noncompliant`, `Installed` or `Failed`
/// @param lastConfigApplied when the cluster last applied it, or null for never
/// @param operatorMessage what the operator says, or null
/// @param clusterState what the cluster says, or null
/// @param messageLevel `Error`, `Warning` or `Information`
/// @param repositoryPublicKey public half of the key for the repository; empty for none
/// @param delivery how far the configuration has come
public record SourceControlStatus(
    String provisioningState,
    String complianceState,
    @Nullable Instant lastConfigApplied,
    @Nullable String operatorMessage,
    @Nullable String clusterState,
    String messageLevel,
    String repositoryPublicKey,
    Delivery delivery) {}

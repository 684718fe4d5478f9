package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The read-only properties of a flux configuration.
///
/// @param provisioningState `Succeeded`, `Failed`, `Canceled`, `Creating`, `Updating` or
///     `Deleting`
/// @param complianceState `Compliant`, `Non-Compliant`, `Pending`, `Suspended` or `Unknown`
/// @param errorMessage why provisioning failed; empty when it did not
/// @param statuses one entry per Flux object, in ARM's shape
/// @param repositoryPublicKey public half of the key for the repository, or null
/// @param sourceSyncedCommitId what is synced, such as `main@sha1:…`, or null
/// @param sourceUpdatedAt when the source was last synced, or null
/// @param statusUpdatedAt when the cluster last reported, or null
/// @param delivery how far the configuration has come
public record FluxStatus(
    String provisioningState,
    String complianceState,
    String errorMessage,
    ArrayNode statuses,
    @Nullable String repositoryPublicKey,
    @Nullable String sourceSyncedCommitId,
    @Nullable Instant sourceUpdatedAt,
    @Nullable Instant statusUpdatedAt,
    Delivery delivery) {}

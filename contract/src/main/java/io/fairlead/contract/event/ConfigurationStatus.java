package io.fairlead.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ConfigurationVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a configuration fares in its cluster. At most [#MAX_BYTES] as JSON.
///
/// @param observed the state this is about: an older one than desired means that the newer one was
/// not
///     worked on yet
/// @param compliance the agent's verdict
/// @param message one sentence for people; null when there is nothing to say
/// @param observedAt by the edge's clock, which may be wrong
/// @param lastConfigApplied when the cluster last applied it, by the edge's clock
/// @param sourceSyncedCommitId the revision synced, such as `main@sha1:0ba6f0d3`
/// @param sourceUpdatedAt when that revision was fetched, by the edge's clock
/// @param repositoryPublicKey the public half of a key made in the cluster
/// @param objects the array `statuses` of the API: one entry for each Flux object; null when none
public record ConfigurationStatus(
    ConfigurationVersion observed,
    Compliance compliance,
    @Nullable String message,
    Instant observedAt,
    @Nullable Instant lastConfigApplied,
    @Nullable String sourceSyncedCommitId,
    @Nullable Instant sourceUpdatedAt,
    @Nullable String repositoryPublicKey,
    @Nullable JsonNode objects) {
  /// The largest status an agent may send, in bytes of JSON.
  public static final int MAX_BYTES = 64 * 1024;
}

package io.fairlead.contract.event;

import io.fairlead.contract.id.ResourceId;
import java.time.Instant;
import java.util.UUID;

/// Something a cluster's session said, in the order it was said: (epoch, session, sequence). No
/// clock of the edge takes part in that order.
///
/// @param cluster the cluster
/// @param clusterUid the incarnation of the cluster whose key opened the session
/// @param epoch the epoch of the session
/// @param session the session's number
/// @param sequence counts the session's reports from 1; given by the gateway
/// @param receivedAt by the hub's clock
/// @param body what was said
public record Report(
    ResourceId cluster,
    UUID clusterUid,
    long epoch,
    long session,
    long sequence,
    Instant receivedAt,
    ReportBody body) {}

package io.fairlead.gateway.session;

import io.fairlead.contract.id.ResourceId;
import java.util.UUID;

/// For whom and where a session is.
///
/// @param cluster the cluster that the agent proved to be
/// @param clusterUid the incarnation whose key signed the token
/// @param epoch the epoch the gateway serves
/// @param gateway this gateway's id
public record SessionSubject(ResourceId cluster, UUID clusterUid, long epoch, String gateway) {}

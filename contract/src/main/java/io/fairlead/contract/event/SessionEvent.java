package io.fairlead.contract.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.CloseCause;
import java.time.Instant;
import java.util.UUID;

/// A cluster's session as its gateway sees it. The offset of an [Opened] record is the session's
/// number:
/// of two sessions of a cluster, the one with the larger number is the newer and wins.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SessionEvent.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = SessionEvent.Closed.class, name = "closed")
})
public sealed interface SessionEvent {
  ResourceId cluster();

  /// The incarnation of the cluster whose key opened the session.
  UUID clusterUid();

  /// The epoch the gateway served in.
  long epoch();

  /// The gateway's own id.
  String gateway();

  /// A session began.
  ///
  /// @param openedAt by the hub's clock
  record Opened(
      ResourceId cluster,
      UUID clusterUid,
      long epoch,
      String gateway,
      AgentDescription agent,
      Instant openedAt)
      implements SessionEvent {}

  /// A session ended.
  ///
  /// @param session the session's number
  /// @param closedAt by the hub's clock
  record Closed(
      ResourceId cluster,
      UUID clusterUid,
      long epoch,
      String gateway,
      long session,
      CloseCause cause,
      Instant closedAt)
      implements SessionEvent {}
}

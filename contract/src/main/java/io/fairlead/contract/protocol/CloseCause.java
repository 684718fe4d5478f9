package io.fairlead.contract.protocol;

import java.util.Optional;

/// Why a session ended: the closed set of causes, on the wire as a WebSocket close code, and the
/// label
/// under which sessions are counted.
public enum CloseCause {
  /// The agent closed it.
  AgentLeft(1000, Reaction.RECONNECT),
  /// The connection broke; never sent, only seen.
  ConnectionLost(1006, Reaction.RECONNECT),
  /// A newer session of the same cluster took over.
  Replaced(4001, Reaction.RECONNECT),
  /// The gateway is going away.
  Draining(4002, Reaction.RECONNECT),
  /// Too many sessions at the moment, or the gateway's table is not complete.
  ComeBackLater(4003, Reaction.RECONNECT),
  /// The store moved to a new epoch: the next session starts from it.
  EpochChanged(4004, Reaction.RECONNECT),
  /// The other side broke the protocol; the reason says how.
  ProtocolViolation(4005, Reaction.RECONNECT_SLOWLY),
  /// A frame was larger than allowed.
  FrameTooLarge(4006, Reaction.RECONNECT_SLOWLY),
  /// The agent did not read for too long.
  SlowReader(4007, Reaction.RECONNECT),
  /// Nothing was heard from the agent for too long, or no hello, or nothing of its inventory.
  HeartbeatMissed(4008, Reaction.RECONNECT),
  /// The cluster's key was replaced: the agent's token no longer counts.
  KeyReplaced(4009, Reaction.RECONNECT_SLOWLY),
  /// The hub does not know the cluster any more. The agent keeps what runs.
  ClusterRemoved(4010, Reaction.RECONNECT_SLOWLY),
  /// Kafka could not be written.
  HubUnavailable(4011, Reaction.RECONNECT),
  /// A fault of the gateway.
  InternalError(4500, Reaction.RECONNECT_SLOWLY);

  /// What an agent does about it: always with full jitter.
  public enum Reaction {
    /// Back off from the shortest delay.
    RECONNECT,
    /// Back off from the longest delay: soon will not help.
    RECONNECT_SLOWLY
  }

  private final int code;
  private final Reaction reaction;

  CloseCause(int code, Reaction reaction) {
    this.code = code;
    this.reaction = reaction;
  }

  /// The WebSocket close code.
  public int code() {
    return code;
  }

  public Reaction reaction() {
    return reaction;
  }

  /// The cause of that code.
  public static Optional<CloseCause> ofCode(int code) {
    for (CloseCause cause : values()) {
      if (cause.code == code) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }
}

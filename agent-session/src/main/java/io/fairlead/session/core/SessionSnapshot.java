package io.fairlead.session.core;

import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.SetDigest;
import java.util.Map;

/// How a session fared up to a moment.
///
/// @param phase where it is
/// @param session the current session's number, at least 0; -1 while there is none
/// @param epoch the adopted epoch
/// @param held the digest of all it holds, which has their number
/// @param active how many of those are wanted
/// @param withheld how many removals are held back
/// @param withheldEpoch the epoch for which an operator can confirm them; 0 when the guard has not
///     tripped
/// @param unreported how many statuses the hub has not got yet
/// @param attempts connections tried
/// @param refusals connections refused by an HTTP answer
/// @param failures connections that nobody answered
/// @param sessions sessions welcomed
/// @param notStored frames of changes refused because they could not be stored
/// @param closes sessions and connections closed, by cause
/// @param current what arrived in the current or, when there is none, the last session
/// @param total what arrived since the start
public record SessionSnapshot(
    Phase phase,
    long session,
    long epoch,
    SetDigest held,
    int active,
    int withheld,
    long withheldEpoch,
    int unreported,
    long attempts,
    long refusals,
    long failures,
    long sessions,
    long notStored,
    Map<CloseCause, Long> closes,
    Traffic current,
    Traffic total) {
  /// The names of [ConnectionState]s.
  public enum Phase {
    STOPPED,
    OFFLINE,
    DISCONNECTED,
    CONNECTING,
    AWAITING_WELCOME,
    SENDING_INVENTORY,
    SYNCHRONIZING,
    LIVE
  }

  public SessionSnapshot {
    closes = Map.copyOf(closes);
  }
}

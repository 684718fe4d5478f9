package io.fairlead.session.core;

import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.session.desired.HeldState;
import java.util.EnumMap;
import java.util.Map;

/// Counts what happens in sessions.
final class SessionCounters {
  private final Map<CloseCause, Long> closes = new EnumMap<>(CloseCause.class);
  private long attempts;
  private long refusals;
  private long failures;
  private long sessions;
  private long notStored;
  private Traffic current = Traffic.NONE;
  private Traffic total = Traffic.NONE;

  void attempted() {
    attempts++;
  }

  void ended(Ending ending) {
    switch (ending) {
      case Ending.Closed closed -> closes.merge(closed.reason().cause(), 1L, Long::sum);
      case Ending.Refused refused -> refusals++;
      case Ending.Failed failed -> failures++;
    }
  }

  void welcomed() {
    sessions++;
    current = Traffic.NONE;
  }

  void notStored() {
    notStored++;
  }

  void received(GatewayFrame frame, int bytes) {
    Traffic more =
        frame instanceof GatewayFrame.Changes changes
            ? new Traffic(1, bytes, changes.changed().size(), changes.removed().size())
            : new Traffic(1, bytes, 0, 0);
    current = current.plus(more);
    total = total.plus(more);
  }

  Traffic current() {
    return current;
  }

  SessionSnapshot snapshot(
      SessionSnapshot.Phase phase, long session, HeldState held, long withheldEpoch) {
    return new SessionSnapshot(
        phase,
        session,
        held.epoch(),
        held.digest(),
        held.active(),
        held.withheld().size(),
        withheldEpoch,
        held.reports().size(),
        attempts,
        refusals,
        failures,
        sessions,
        notStored,
        closes,
        current,
        total);
  }
}

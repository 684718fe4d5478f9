package io.fairlead.session.core;

import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.HeldState;
import io.fairlead.session.desired.StateChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The reports of one session: which frames are under way and what comes next. Few are under way at
/// a
/// time; what waits is kept in the agent's state, one status for each configuration, so nothing
/// grows
/// however fast the cluster's side reports. What was not received when the session ends is sent
/// again
/// by the next one.
///
/// Confirmations of a clean-up are said once in every session until the gateway removes the
/// configuration: a hub that was restored must hear them again.
final class ReportWindow {
  private static final int MAX_UNDER_WAY = 8;

  private sealed interface Sent {
    long number();

    record Statuses(long number, List<ConfigurationStatus> statuses) implements Sent {}

    record Removed(long number) implements Sent {}

    record Withheld(long number, StateChange.ReportWithheld report) implements Sent {}
  }

  private final Deque<Sent> underWay = new ArrayDeque<>();
  private final Map<String, ConfigurationStatus> statusesUnderWay = new HashMap<>();
  private final Deque<ConfigurationVersion> confirmations = new ArrayDeque<>();
  private StateChange.@Nullable ReportWithheld withheldUnderWay;
  private long last;

  ReportWindow(HeldState state) {
    state.held().stream()
        .filter(HeldConfiguration::cleanedUp)
        .map(HeldConfiguration::version)
        .forEach(confirmations::add);
  }

  /// A clean-up to confirm.
  void confirm(ConfigurationVersion version) {
    confirmations.add(version);
  }

  /// What can be sent now.
  List<AgentFrame> next(HeldState state) {
    List<AgentFrame> frames = new ArrayList<>();
    while (underWay.size() < MAX_UNDER_WAY) {
      Optional<AgentFrame> frame =
          nextWithheld(state).or(this::nextConfirmations).or(() -> nextStatuses(state));
      if (frame.isEmpty()) {
        return frames;
      }
      frames.add(frame.get());
    }
    return frames;
  }

  private Optional<AgentFrame> nextWithheld(HeldState state) {
    StateChange.ReportWithheld report = state.withheldReport().orElse(null);
    if (report == null || report.equals(withheldUnderWay)) {
      return Optional.empty();
    }
    withheldUnderWay = report;
    underWay.add(new Sent.Withheld(++last, report));
    return Optional.of(new AgentFrame.RemovalsHeld(last, report.held(), report.of()));
  }

  private Optional<AgentFrame> nextConfirmations() {
    if (confirmations.isEmpty()) {
      return Optional.empty();
    }
    List<ConfigurationVersion> chunk = Chunks.first(confirmations);
    chunk.forEach(confirmed -> confirmations.removeFirst());
    underWay.add(new Sent.Removed(++last));
    return Optional.of(new AgentFrame.Removed(last, chunk));
  }

  private Optional<AgentFrame> nextStatuses(HeldState state) {
    List<ConfigurationStatus> waiting =
        Chunks.first(() -> state.reports().stream().filter(this::isNew).iterator());
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    waiting.forEach(status -> statusesUnderWay.put(status.observed().id().key(), status));
    underWay.add(new Sent.Statuses(++last, waiting));
    return Optional.of(new AgentFrame.Statuses(last, waiting));
  }

  @SuppressWarnings("ReferenceEquality") // Whether this very report was sent; an equal one is new.
  private boolean isNew(ConfigurationStatus status) {
    return statusesUnderWay.get(status.observed().id().key()) != status;
  }

  /// Whether a report of that number was sent.
  boolean hasSent(long number) {
    return number <= last;
  }

  /// What the hub's receipt of the reports up to that number allows to forget.
  @SuppressWarnings("ReferenceEquality") // A newer status than the one received stays.
  List<StateChange> received(long number, HeldState state) {
    List<StateChange> forget = new ArrayList<>();
    while (!underWay.isEmpty() && underWay.getFirst().number() <= number) {
      switch (underWay.removeFirst()) {
        case Sent.Statuses(long ignored, List<ConfigurationStatus> statuses) -> {
          for (ConfigurationStatus status : statuses) {
            statusesUnderWay.remove(status.observed().id().key(), status);
            if (state.report(status.observed().id()).orElse(null) == status) {
              forget.add(new StateChange.ReportReceived(status.observed().id()));
            }
          }
        }
        case Sent.Removed(long ignored) -> {}
        case Sent.Withheld(long ignored, StateChange.ReportWithheld report) -> {
          withheldUnderWay = null;
          if (state.withheldReport().filter(report::equals).isPresent()) {
            forget.add(new StateChange.WithheldReceived());
          }
        }
      }
    }
    return forget;
  }
}

package io.fairlead.gateway.session;

import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.AgentFrame;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Sends a session's reports up, in order and a bounded number at a time, and knows what may be
/// confirmed to the agent.
final class Reports {
  /// More than a version needs in a report besides its id.
  private static final int VERSION_BYTES = 128;

  /// Leaves room to what the topic takes in one record.
  private static final int MAX_LIST_BYTES = 700 * 1024;

  private final SessionSubject subject;
  private final Uplink uplink;
  private final SessionLoop loop;
  private final InstantSource clock;
  private final ReadGate gate;
  private final int maxInFlight;
  private final Listener listener;

  private long session;
  private long sequence;
  private long lastNumber;
  private long stored;
  private long told;
  private int inFlight;

  /// Who wants to know of outcomes, on the session's loop.
  interface Listener {
    /// [#untold()] has something new.
    void onStored();

    void onNotStored(Throwable cause);
  }

  Reports(
      SessionSubject subject,
      SessionPorts ports,
      ReadGate gate,
      int maxInFlight,
      Listener listener) {
    this.subject = subject;
    this.uplink = ports.uplink();
    this.loop = ports.loop();
    this.clock = ports.clock();
    this.gate = gate;
    this.maxInFlight = maxInFlight;
    this.listener = listener;
  }

  /// The session's number is known: reports may be sent.
  void begin(long number) {
    session = number;
  }

  /// Takes statuses.
  ///
  /// @param bytes of the whole frame
  /// @throws ProtocolViolationException when they are too large, of another cluster, or not
  ///     numbered next
  void accept(AgentFrame.Statuses frame, int bytes) {
    requireOwn(frame.statuses().stream().map(ConfigurationStatus::observed).toList());
    if (bytes > ConfigurationStatus.MAX_BYTES) {
      for (ConfigurationStatus status : frame.statuses()) {
        if (Json.write(status).length > ConfigurationStatus.MAX_BYTES) {
          throw new ProtocolViolationException(
              "a status has at most " + ConfigurationStatus.MAX_BYTES + " bytes");
        }
      }
    }
    accept(frame.number(), new ReportBody.Statuses(frame.statuses()));
  }

  /// Takes the confirmation of removals.
  void accept(AgentFrame.Removed frame) {
    requireOwn(frame.configurations());
    accept(frame.number(), new ReportBody.Removed(frame.configurations()));
  }

  /// Takes the guard's word.
  void accept(AgentFrame.RemovalsHeld frame) {
    if (frame.held() < 0 || frame.of() < frame.held()) {
      throw new ProtocolViolationException("removalsHeld.held is between 0 and of");
    }
    accept(frame.number(), new ReportBody.RemovalsHeld(frame.held(), frame.of()));
  }

  private void requireOwn(List<ConfigurationVersion> versions) {
    versions.forEach(version -> Inventory.requireOwn(subject.cluster(), version.id()));
  }

  private void accept(long number, ReportBody body) {
    if (number != lastNumber + 1) {
      throw new ProtocolViolationException(
          "number is %d, expected %d".formatted(number, lastNumber + 1));
    }
    lastNumber = number;
    send(body, number);
  }

  /// Sends what the gateway itself or an unnumbered frame says.
  void send(ReportBody body) {
    send(body, 0);
  }

  /// Sends that the agent holds these. Only one record can say that they are all.
  void sendHeld(Collection<ConfigurationVersion> held, boolean exactlyDesired) {
    List<List<ConfigurationVersion>> parts = parts(held);
    if (exactlyDesired && parts.size() == 1) {
      send(new ReportBody.InSync(parts.getFirst()));
      return;
    }
    for (List<ConfigurationVersion> part : parts) {
      send(new ReportBody.Acknowledged(part, List.of()));
    }
  }

  private static List<List<ConfigurationVersion>> parts(Collection<ConfigurationVersion> versions) {
    List<List<ConfigurationVersion>> parts = new ArrayList<>();
    List<ConfigurationVersion> part = new ArrayList<>();
    int bytes = 0;
    for (ConfigurationVersion version : versions) {
      bytes += bytes(version);
      if (bytes > MAX_LIST_BYTES) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = bytes(version);
      }
      part.add(version);
    }
    parts.add(part);
    return parts;
  }

  private static int bytes(ConfigurationVersion version) {
    // Anything but plain letters may take more than a byte.
    return VERSION_BYTES
        + version.id().toString().chars().map(c -> c < 0x80 && c != '"' ? 1 : 3).sum();
  }

  private void send(ReportBody body, long number) {
    sequence++;
    inFlight++;
    if (inFlight >= maxInFlight) {
      gate.shut(ReadGate.Reason.REPORTS);
    }
    var report =
        new Report(
            subject.cluster(),
            subject.clusterUid(),
            subject.epoch(),
            session,
            sequence,
            clock.instant(),
            body);
    uplink
        .report(report)
        .whenComplete((_, failure) -> loop.execute(() -> onOutcome(number, failure)));
  }

  private void onOutcome(long number, @Nullable Throwable failure) {
    inFlight--;
    if (failure != null) {
      listener.onNotStored(failure);
      return;
    }
    if (inFlight <= maxInFlight / 2) {
      gate.open(ReadGate.Reason.REPORTS);
    }
    if (number > 0) {
      stored = number;
      listener.onStored();
    }
  }

  /// The number up to which the agent may forget its reports, where it was not told yet.
  OptionalLong untold() {
    if (stored <= told) {
      return OptionalLong.empty();
    }
    told = stored;
    return OptionalLong.of(stored);
  }
}

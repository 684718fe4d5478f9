package io.fairlead.agent.control;

import io.fairlead.agent.cluster.FluxFault;
import io.fairlead.agent.control.Findings.Reason;
import io.fairlead.agent.record.ConfigRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Says why nothing happens: an object that no controller of Flux looks at for a while is explained
/// by what is known of the controller. Where all works, nobody is told that a controller was not
/// found: it may well run where it is not looked for. Thread-safe.
final class Attendance {
  /// How long a controller may take to look at an object.
  static final Duration GRACE = Duration.ofSeconds(30);

  private final Function<String, Optional<FluxFault>> faults;
  private final LongSupplier nanoTime;
  private final Map<String, Unattended> unattended = new ConcurrentHashMap<>();

  /// An object, by the sentence on it, that is not looked at since then.
  private record Unattended(String sentence, long since) {}

  /// @param faults what is wrong with a controller of Flux, as [FluxInCluster#fault(String)]
  /// @param nanoTime a clock that nobody sets
  Attendance(Function<String, Optional<FluxFault>> faults, LongSupplier nanoTime) {
    this.faults = faults;
    this.nanoTime = nanoTime;
  }

  /// The findings with an explanation, where there is one. To be asked at every look.
  Findings explain(ConfigRecord record, Findings findings) {
    String controller = findings.verdict().unattendedBy();
    String sentence = findings.verdict().message();
    if (controller == null || sentence == null) {
      unattended.remove(record.record());
      return findings;
    }
    long now = nanoTime.getAsLong();
    long start = isExplained(record, sentence) ? now - GRACE.toNanos() : now;
    Unattended since =
        unattended.compute(
            record.record(),
            (name, before) ->
                before != null && before.sentence().equals(sentence)
                    ? before
                    : new Unattended(sentence, start));
    Optional<FluxFault> fault = faults.apply(controller);
    if (fault.isEmpty()) {
      return findings;
    }
    return now - since.since() < GRACE.toNanos()
        ? findings.waiting()
        : explained(findings, sentence, fault.get());
  }

  private static Findings explained(Findings findings, String sentence, FluxFault fault) {
    Reason reason = fault.installed() ? Reason.FluxNotRunning : Reason.FluxNotInstalled;
    return findings.because(reason, beginning(reason, sentence) + fault.message());
  }

  private static String beginning(Reason reason, String sentence) {
    return reason + ": " + sentence + ": ";
  }

  /// Whether that was said before: the agent was started again.
  private static boolean isExplained(ConfigRecord record, String sentence) {
    String said = record.statusOrNone().message();
    return said != null
        && (said.startsWith(beginning(Reason.FluxNotInstalled, sentence))
            || said.startsWith(beginning(Reason.FluxNotRunning, sentence)));
  }

  /// A record is gone.
  void forget(String record) {
    unattended.remove(record);
  }
}

package io.fairlead.agent.control;

import io.fairlead.agent.object.Verdict;
import io.fairlead.agent.record.ConfigRecord;
import io.fairlead.agent.record.RecordStatus;
import io.fairlead.contract.event.Compliance;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Keeps verdicts from flickering. Flux calls an object unready each time it looks at it, as a rule
/// for seconds; a hub behind a bad link need not hear that. Thread-safe.
final class Steadiness {
  /// How long something that had a verdict may be looked at again before that is news.
  static final Duration BLIP = Duration.ofSeconds(30);

  private final LongSupplier nanoTime;
  private final Map<String, Long> pendingSince = new ConcurrentHashMap<>();

  /// @param nanoTime a clock that nobody sets
  Steadiness(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Whether what was found is no more than a state on the way from one verdict to the next. To be
  /// asked at every look.
  boolean isBlip(ConfigRecord record, Findings findings) {
    RecordStatus status = record.statusOrNone();
    boolean settled =
        status.compliance() != null
            && !status.compliance().equals(Compliance.Pending.name())
            && Long.valueOf(record.getSpec().generation()).equals(status.observedGeneration());
    if (!settled
        || !isOnItsWay(findings.verdict(), status)
        || findings.reason() != Findings.Reason.Applied
        || findings.changed()) {
      pendingSince.remove(record.record());
      return false;
    }
    long now = nanoTime.getAsLong();
    long since = pendingSince.computeIfAbsent(record.record(), name -> now);
    return now - since < BLIP.toNanos();
  }

  /// Where one object failed and is said to have, another one may still be on its way.
  private static boolean isOnItsWay(Verdict verdict, RecordStatus status) {
    return verdict.compliance() == Compliance.Pending
        || (verdict.compliance().name().equals(status.compliance())
            && Objects.equals(verdict.message(), status.message())
            && verdict.objects() != null
            && verdict.objects().findValues("complianceState").stream()
                .anyMatch(state -> state.asText().equals(Compliance.Pending.name())));
  }

  /// A record is gone.
  void forget(String record) {
    pendingSince.remove(record);
  }
}

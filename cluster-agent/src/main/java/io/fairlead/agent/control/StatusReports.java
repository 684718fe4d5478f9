package io.fairlead.agent.control;

import io.fairlead.agent.record.RecordStatus;
import io.fairlead.agent.record.StatusFingerprint;
import io.fairlead.contract.event.ConfigurationStatus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells the hub what is new about configurations, and nothing twice. Thread-safe.
final class StatusReports {
  private final Consumer<ConfigurationStatus> hub;
  private final Map<String, String> said = new ConcurrentHashMap<>();

  /// @param hub takes reports, keeps them until they are received, and never waits
  StatusReports(Consumer<ConfigurationStatus> hub) {
    this.hub = hub;
  }

  /// Reports a status, unless the hub has it or will have it.
  ///
  /// @param known what the record knows of what the hub has
  void say(String record, RecordStatus known, ConfigurationStatus status) {
    String fingerprint = StatusFingerprint.of(status);
    String last = said.put(record, fingerprint);
    String has = last == null ? acknowledged(known) : last;
    if (!fingerprint.equals(has)) {
      hub.accept(status);
    }
  }

  /// What the hub has for certain. Statuses are written before they are reported, so an
  /// acknowledgement counts only while the status that it is of is the last one written: the
  /// hub may have a later one, of which no acknowledgement was noted.
  private static @Nullable String acknowledged(RecordStatus known) {
    String acknowledged = known.acknowledged();
    return acknowledged != null && acknowledged.equals(known.fingerprint()) ? acknowledged : null;
  }

  /// The hub may have lost everything: all is new again.
  void forget() {
    said.replaceAll((record, fingerprint) -> "");
  }

  /// A record is gone.
  void forget(String record) {
    said.remove(record);
  }
}

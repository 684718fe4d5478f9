package io.fairlead.gateway.session;

import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.SessionEvent;
import java.util.concurrent.CompletionStage;

/// The way to Kafka. Never blocks; what cannot be written within a bounded time or would make its
/// queue too long fails. Thread-safe.
public interface Uplink {
  /// Writes that a session began. Completes with its number once all replicas have it. To be
  /// cancelled when the session ends before: what was not sent yet is then not sent at all, and
  /// never replaces a session that began after it.
  CompletionStage<Long> opened(SessionEvent.Opened event);

  /// Writes a report. Completes once all replicas have it, in order for each session.
  CompletionStage<?> report(Report report);

  /// Writes that a session ended, with best effort: whoever needs to be sure looks at heartbeats.
  void closed(SessionEvent.Closed event);
}

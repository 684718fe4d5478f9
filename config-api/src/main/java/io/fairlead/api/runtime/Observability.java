package io.fairlead.api.runtime;

import io.fairlead.api.audit.Auditing;
import io.fairlead.api.http.RequestLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// One metric and one line of the log for each answer. The labels have few values, whatever
/// clients send; neither has a body or a credential.
@ApplicationScoped
public class Observability implements RequestLog, Auditing.UnrecordedListener {
  private static final Logger LOG = Logger.getLogger("io.fairlead.api.access");

  private final MeterRegistry metrics;
  private final Counter unrecorded;

  public Observability(MeterRegistry metrics) {
    this.metrics = metrics;
    this.unrecorded =
        Counter.builder("fairlead.api.audit.unrecorded")
            .description("Refusals that could not be recorded in the audit log")
            .register(metrics);
  }

  @Override
  public void unrecorded() {
    unrecorded.increment();
  }

  @Override
  public void answered(Entry entry) {
    Timer.builder("fairlead.api.requests")
        .description("Requests by operation and class of status")
        .tag("operation", entry.operation())
        .tag("status", entry.status() / 100 + "xx")
        .register(metrics)
        .record(entry.took());
    LOG.infof(
        "request method=%s path=%s operation=%s status=%d code=%s ms=%d requestId=%s"
            + " clientRequestId=%s",
        entry.method(),
        entry.path(),
        entry.operation(),
        entry.status(),
        entry.errorCode(),
        entry.took().toMillis(),
        entry.requestId(),
        entry.clientRequestId());
  }
}

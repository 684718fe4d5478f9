package io.fairlead.api.audit;

import io.fairlead.api.access.Allowed;
import io.fairlead.api.auth.Caller;
import io.fairlead.api.operation.Dispatcher;
import io.fairlead.api.operation.Method;
import io.fairlead.api.operation.Operation;
import io.fairlead.api.operation.Shown;
import io.fairlead.api.request.Answer;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.contract.event.AuditEntry;
import io.fairlead.store.audit.AuditDraft;
import io.fairlead.store.audit.AuditLog;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Sees to it that every request that writes, deletes or does something has one entry in the audit
/// log. Those that changed something have theirs from the store, in the transaction of the change;
/// here the others get it, before they are answered. Thread-safe.
public final class Auditing {
  private static final Logger LOG = Logger.getLogger(Auditing.class);
  private static final int LONGEST_TEXT = 255;

  /// Nothing was done, for want of a database or of a place: it is not asked for one more.
  private static final int UNAVAILABLE = 503;

  /// Refusals that are recorded at the same time: a flood of them must not take the connections of
  /// those who have work to do.
  private static final int MOST_REFUSALS = 8;

  /// How long a refusal waits for its entry.
  private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(2);

  private final AuditLog log;
  private final InstantSource clock;
  private final UnrecordedListener unrecorded;
  private final Semaphore refusals = new Semaphore(MOST_REFUSALS);

  /// Told of refusals that have no entry.
  @FunctionalInterface
  public interface UnrecordedListener {
    /// A refusal was answered although it could not be recorded. Must not block.
    void unrecorded();
  }

  public Auditing(AuditLog log, InstantSource clock, UnrecordedListener unrecorded) {
    this.log = log;
    this.clock = clock;
    this.unrecorded = unrecorded;
  }

  /// Whether requests of an operation are recorded: as in Azure, those that do more than read.
  public static boolean covers(Operation operation) {
    return !operation.permission().action().endsWith("/read");
  }

  /// What is known of a request before it is carried out.
  public AuditDraft draft(Dispatcher.Found found, Caller caller, AuditEntry.Request request) {
    Operation operation = found.operation();
    return new AuditDraft(
        UUID.randomUUID(),
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        operation.permission().action(),
        resource(found),
        new AuditEntry.Caller(
            bounded(caller.id()),
            bounded(caller.name()),
            caller.kind().name(),
            bounded(caller.token()),
            null),
        request,
        new ExpectedStatus(operation.doc().responses().keySet())::of,
        new AtomicBoolean());
  }

  /// The same, once it may be carried out.
  public static AuditDraft permitted(AuditDraft draft, Allowed allowed) {
    return draft.permittedBy(allowed.role().map(BuiltInRole::roleName));
  }

  /// An action is the last segment after its resource.
  private static String resource(Dispatcher.Found found) {
    List<String> path = found.operation().path().filled(found.parameters());
    int end = path.size() - (found.operation().method() == Method.POST ? 1 : 0);
    return "/" + String.join("/", path.subList(0, end));
  }

  private static String bounded(String text) {
    return Shown.of(text, LONGEST_TEXT);
  }

  /// Completes when there is an entry of a request that was carried out.
  ///
  /// @return fails when it cannot be recorded: nothing was changed then
  public Uni<Answer> done(AuditDraft draft, Answer answer) {
    return draft.recorded().get()
        ? Uni.createFrom().item(answer)
        : StoreCalls.call(() -> log.record(draft.answered(answer.status(), "")))
            .replaceWith(answer);
  }

  /// Completes when there is an entry of a request that was refused, or when it takes too long: it
  /// is refused all the same.
  public Uni<Answer> refused(AuditDraft draft, Answer answer) {
    if (draft.recorded().get() || answer.status() == UNAVAILABLE) {
      return Uni.createFrom().item(answer);
    }
    if (!refusals.tryAcquire()) {
      lost(draft, answer, "too many at the same time");
      return Uni.createFrom().item(answer);
    }
    return StoreCalls.call(() -> log.record(draft.answered(answer.status(), answer.errorCode())))
        .ifNoItem()
        .after(REFUSAL_LIMIT)
        .fail()
        .onTermination()
        .invoke(refusals::release)
        .onFailure()
        .recoverWithUni(
            failure -> {
              lost(draft, answer, failure.getClass().getSimpleName());
              return Uni.createFrom().voidItem();
            })
        .replaceWith(answer);
  }

  private void lost(AuditDraft draft, Answer answer, String why) {
    unrecorded.unrecorded();
    LOG.warnf(
        "refusal not in the audit log requestId=%s action=%s status=%d cause=%s",
        draft.request().id(), draft.action(), answer.status(), why);
  }
}

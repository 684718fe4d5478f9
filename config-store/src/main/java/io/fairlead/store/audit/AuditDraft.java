package io.fairlead.store.audit;

import io.fairlead.contract.event.AuditEntry;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The entry of a request that is being worked on: all but what becomes of it. Of one draft
/// there is never more than one entry, since all have its id. Thread-safe.
///
/// @param id of the entry
/// @param at when it was asked for, to the microsecond
/// @param action what was asked for
/// @param resourceId what it was asked of
/// @param caller who asked
/// @param request how
/// @param status what is answered after a change
/// @param recorded whether the entry is there, durably
public record AuditDraft(
    UUID id,
    Instant at,
    String action,
    String resourceId,
    AuditEntry.Caller caller,
    AuditEntry.Request request,
    ToIntFunction<Change.Kind> status,
    AtomicBoolean recorded) {

  /// The same, once it is known which role permits it.
  public AuditDraft permittedBy(Optional<String> role) {
    var permitted =
        new AuditEntry.Caller(
            caller.id(), caller.name(), caller.type(), caller.token(), role.orElse(null));
    return new AuditDraft(id, at, action, resourceId, permitted, request, status, recorded);
  }

  /// The entry of a write that was carried out.
  public AuditEntry changed(Change change) {
    return entry(status.applyAsInt(change.kind()), null, change.before(), change.after());
  }

  /// The entry of a request that was answered without a change of what is stored.
  ///
  /// @param answered the HTTP status
  /// @param errorCode empty for none
  public AuditEntry answered(int answered, String errorCode) {
    return entry(answered, errorCode.isEmpty() ? null : errorCode, null, null);
  }

  private AuditEntry entry(
      int answered, @Nullable String errorCode, @Nullable Long before, @Nullable Long after) {
    return new AuditEntry(
        id, at, action, resourceId, caller, request, answered, errorCode, before, after);
  }
}
